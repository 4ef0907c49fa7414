// SPDX-License-Identifier: Apache-2.0
// The invariants of FHIR R4 in TypeScript: HL7 states them in FHIRPath, which costs 10 to 50 times as much to evaluate. A test holds each
// against a FHIRPath engine, and an invariant of the definitions that is missing here fails as soon as its type is met.
import { present } from "#base/assert.ts";
import { CLINICAL_INVARIANTS } from "./invariant-clinical.ts";
import { QUESTIONNAIRE_INVARIANTS } from "./invariant-questionnaire.ts";
import { TYPE_INVARIANTS } from "./invariant-type.ts";
import type { Node } from "./node.ts";

/** `holds` may assume objects where the definitions have them, and nothing about their values. */
export type Invariant = { readonly says: string; readonly holds: (node: Node) => boolean };

const ALL = new Map<string, Invariant>(Object.entries({ ...TYPE_INVARIANTS, ...CLINICAL_INVARIANTS, ...QUESTIONNAIRE_INVARIANTS }));

/** The invariant that a type states by this key; a key that two types use differently is listed under "Type/key". */
export function invariant(type: string, key: string): Invariant {
  return present(ALL.get(`${type}/${key}`) ?? ALL.get(key), "Every invariant of the definitions is written down here.");
}
