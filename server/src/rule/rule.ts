// SPDX-License-Identifier: Apache-2.0
// Part 164 as data. What a court vacated is never served as a duty: `duty`, `requirements`, `inSubpart`, `children` and `appliesTo`
// leave it out, and the texts of records that it touched are the operative ones.
import { compareCites, enclosingCite } from "./cite.ts";
import { load, once, type Bound, type RequirementRow, type Subpart } from "./data.ts";
import { paragraphsOf } from "./paragraph.ts";

export type Requirement = RequirementRow & {
  readonly section: string;
  /** Its own paragraph, without the designator. Of a vacated requirement, the words the eCFR still prints. */
  readonly text: string;
  /** It and the sub-paragraphs that are not requirements themselves, one a line, each with its designators in front. */
  readonly fullText: string;
};

/** What kind of entity an organization is. */
export type Entity = "covered-entity" | "business-associate" | "both";

/** The requirement with this cite, vacated ones too: look at `status`. For what binds, ask `duty`. */
export function requirement(cite: string): Requirement | undefined {
  return rule().byCite.get(cite);
}

/** The requirement with this cite if it binds anybody; undefined if there is none or it was vacated. */
export function duty(cite: string): Requirement | undefined {
  const found = requirement(cite);
  return found && binds(found) ? found : undefined;
}

/** Every requirement that binds, in the order of the rule. */
export function requirements(): readonly Requirement[] {
  return rule().binding;
}

/** What the eCFR prints as requirements though it was vacated, to be shown as such. */
export function vacatedRequirements(): readonly Requirement[] {
  return rule().vacated;
}

/** C: Security Rule. D: Breach Notification Rule. E: Privacy Rule. */
export function inSubpart(subpart: Subpart): readonly Requirement[] {
  return requirements().filter((each) => each.subpart === subpart);
}

/** The specifications of a standard. */
export function children(cite: string): readonly Requirement[] {
  return rule().children.get(cite) ?? [];
}

/** The standard that a specification belongs to. */
export function parent(cite: string): Requirement | undefined {
  const up = requirement(cite)?.parent;
  return up === null || up === undefined ? undefined : requirement(up);
}

const BINDING: Readonly<Record<Entity, ReadonlySet<Bound>>> = {
  // Group health plans and clearinghouses are covered entities, and a clearinghouse may act as an associate (164.500(b)). Whether the
  // organization is one is for it to say, with its reason on record; leaving the requirement out in silence would not be.
  "covered-entity": new Set(["covered-entity", "both", "group-health-plan", "clearinghouse"]),
  "business-associate": new Set(["business-associate", "both", "clearinghouse"]),
  both: new Set(["covered-entity", "business-associate", "both", "group-health-plan", "clearinghouse"]),
};

/** The requirements that bind such an organization. By our reading of whom the text addresses (`bound`). */
export function appliesTo(entity: Entity): readonly Requirement[] {
  return requirements().filter(({ bound }) => BINDING[entity].has(bound));
}

/** The nearest requirement that contains a cited paragraph; vacated ones too. */
export function nearestRequirement(cite: string): Requirement | undefined {
  for (let at: string | undefined = cite; at !== undefined; at = enclosingCite(at)) {
    const found = requirement(at);
    if (found) return found;
  }
  return undefined;
}

function binds({ status }: RequirementRow): boolean {
  return status !== "vacated-still-codified";
}

const rule = once(() => {
  const rows = load("requirements");
  const cites = new Set(rows.map(({ cite }) => cite));
  const all = rows.map((row) => withText(row, cites)).sort((a, b) => compareCites(a.cite, b.cite));
  const binding = all.filter(binds);
  return {
    byCite: new Map(all.map((each) => [each.cite, each])),
    binding,
    vacated: all.filter((each) => !binds(each)),
    children: Map.groupBy(binding, (each) => each.parent ?? ""),
  };
});

function withText(row: RequirementRow, cites: ReadonlySet<string>): Requirement {
  const section = row.cite.slice(0, "164.312".length);
  const lines = paragraphsOf(section).flatMap(({ cite, text, vacated }) => {
    const words = binds(row) ? text : (vacated ?? text);
    return words !== null && ownerOf(cite, cites) === row.cite ? [{ cite, words }] : [];
  });
  const text = lines.find(({ cite }) => cite === row.cite)?.words ?? "";
  const fullText = lines.map(({ cite, words }) => `${cite.slice(section.length)} ${words}`.trimStart()).join("\n");
  return { ...row, section, text, fullText };
}

/** The requirement whose text a paragraph is part of. */
function ownerOf(cite: string, cites: ReadonlySet<string>): string | undefined {
  for (let at: string | undefined = cite; at !== undefined; at = enclosingCite(at)) if (cites.has(at)) return at;
  return undefined;
}
