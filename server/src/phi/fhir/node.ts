// SPDX-License-Identifier: Apache-2.0
// Looking into parsed FHIR JSON whose shape is not yet known to be right.

/** A JSON object. */
export type Node = { readonly [name: string]: unknown };

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects in a property that may be absent, one or many. */
export function nodes(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.filter(isNode);
  return isNode(value) ? [value] : [];
}

/** True if a property is there, as a value or, for a primitive, as its extensions ("_birthDate"). */
export function has(node: Node, name: string): boolean {
  return node[name] !== undefined || node[`_${name}`] !== undefined;
}

/** True if value[x] is there in any of its types. */
export function hasChoice(node: Node, name: string): boolean {
  for (const key of Object.keys(node)) {
    const bare = key.startsWith("_") ? key.slice(1) : key;
    const next = bare.codePointAt(name.length) ?? 0;
    if (bare.startsWith(name) && next >= 0x41 && next <= 0x5a) return true;
  }
  return false;
}
