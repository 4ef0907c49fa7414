// SPDX-License-Identifier: Apache-2.0
// The shape of server/generated/fhir-r4.json, which scripts/generate-fhir-definitions.ts cuts from HL7's definitions.

/** One property of a type. What is absent is false or none. */
export type ElementRow = {
  readonly name: string;
  /** A primitive ("code"), a type ("HumanName"), a part of one ("Patient.contact"), or "Resource". */
  readonly type: string;
  readonly required?: true;
  readonly many?: true;
  /** Of value[x] in all its types: "value". At most one of them may be there. */
  readonly choice?: string;
  /** Index into `valueSets`: the binding is required. */
  readonly values?: number;
  /** Index into `targets`: the types that a reference may name; absent when any may. */
  readonly targets?: number;
  /** Keys of the invariants that hold for each value here. */
  readonly invariants?: readonly string[];
};

export type TypeRow = {
  readonly resource?: true;
  readonly elements: readonly ElementRow[];
  readonly invariants?: readonly string[];
};

export type DefinitionFile = {
  readonly fhirVersion: string;
  /** Every resource type of R4: what a reference may name. */
  readonly resourceTypes: readonly string[];
  readonly types: Readonly<Record<string, TypeRow>>;
  /** Codes by code system. */
  readonly valueSets: readonly Readonly<Record<string, readonly string[]>>[];
  readonly targets: readonly (readonly string[])[];
};
