// SPDX-License-Identifier: Apache-2.0
// Expands a FHIR value set to its codes by system. What it cannot expand it refuses: a binding is never dropped in silence.

type Concept = { code: string; concept?: Concept[]; property?: { code: string; valueCode?: string }[] };
export type CodeSystem = { resourceType: "CodeSystem"; url: string; content: string; concept?: Concept[] };
type Include = { system?: string; concept?: { code: string }[]; filter?: unknown[]; valueSet?: string[] };
export type ValueSet = { resourceType: "ValueSet"; url: string; compose?: { include: Include[]; exclude?: Include[] } };

/** A function from a value set's address to its codes. @throws Error if the set is unknown, filtered, or its system incomplete. */
export function valueSetExpander(resources: readonly (CodeSystem | ValueSet)[]): (url: string) => Record<string, string[]> {
  const systems = new Map(resources.flatMap((each) => (each.resourceType === "CodeSystem" ? [[each.url, each]] : [])));
  const sets = new Map(resources.flatMap((each) => (each.resourceType === "ValueSet" ? [[each.url, each]] : [])));

  const included = ({ system, concept, filter, valueSet }: Include, of: string): Record<string, string[]> => {
    if (filter !== undefined) throw new Error(`${of} has a filter.`);
    if (system === undefined) return merged((valueSet ?? []).map((url) => expand(url.replace(/\|.*$/, ""))));
    if (valueSet !== undefined) throw new Error(`${of} intersects with a value set.`);
    if (concept !== undefined) return { [system]: concept.map(({ code }) => code) };
    const whole = systems.get(system);
    if (whole?.content !== "complete") throw new Error(`${of} needs the whole of ${system}, which is not there.`);
    return { [system]: codesOf(whole.concept ?? []) };
  };

  const expand = (url: string): Record<string, string[]> => {
    const compose = sets.get(url)?.compose;
    if (!compose) throw new Error(`There is no value set ${url}.`);
    if (compose.exclude !== undefined) throw new Error(`${url} excludes codes.`);
    return merged(compose.include.map((each) => included(each, url)));
  };
  return expand;
}

function codesOf(concepts: readonly Concept[]): string[] {
  return concepts.flatMap(({ code, concept }) => [code, ...codesOf(concept ?? [])]);
}

function merged(parts: readonly Record<string, string[]>[]): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  for (const part of parts)
    for (const [system, codes] of Object.entries(part)) result[system] = [...new Set([...(result[system] ?? []), ...codes])];
  return result;
}
