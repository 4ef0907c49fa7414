// SPDX-License-Identifier: Apache-2.0
import type { FieldFault } from "#base/fault.ts";
import { isNode, nodes, type Node } from "./node.ts";

/** What is wrong with how a record contains others (dom-2 to dom-5): they hold none, have no life of their own, and are referred to. */
export function containedFaults(record: Node): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const { contained, ...rest } = record;
  const named = internalNames(rest);
  const whole = nodes(contained);
  for (const [index, each] of whole.entries()) {
    const at = `/contained/${index}`;
    const [meta] = nodes(each["meta"]);
    if (each["contained"] !== undefined) faults.push({ at: `${at}/contained`, says: "must not be contained in what is contained itself" });
    if (["versionId", "lastUpdated", "security"].some((name) => meta?.[name] !== undefined))
      faults.push({ at: `${at}/meta`, says: "must have no version, time or security label of its own" });
    const others = whole.filter((other) => other !== each).map((other) => internalNames(other));
    const known = typeof each["id"] === "string" && [named, ...others].some((names) => names.has(`#${String(each["id"])}`));
    if (!known && !internalNames(each).has("#")) faults.push({ at, says: "must be referred to from the record that contains it" });
  }
  return faults;
}

/** Every text within that could name a contained resource. */
function internalNames(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === "string") {
    if (value.startsWith("#")) found.add(value);
  } else if (Array.isArray(value)) for (const each of value) internalNames(each, found);
  else if (isNode(value)) for (const name of Object.keys(value)) internalNames(value[name], found);
  return found;
}
