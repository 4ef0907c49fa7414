// SPDX-License-Identifier: Apache-2.0
// For tests only: records to change, and how a refusal looks.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { Fault } from "#base/fault.ts";
import { BUNDLE_LIMITS, parseJson } from "./parse-json.ts";
import { validateRecord } from "./validate.ts";

const SAMPLES = new URL("../../../../../shared/samples/fhir/", import.meta.url);

/** The reason to skip a test that needs the sample bundles, or false. */
export const noSamples: string | false = existsSync(SAMPLES) ? false : "the sample bundles are not beside the checkout";

export type TestRecord = { resourceType: string } & Record<string, unknown>;
type Entry = { fullUrl: string; resource: TestRecord };
export type TestBundle = { resourceType: string; entry: Entry[] };

/** The bytes of the ten sample bundles. */
export function sampleFiles(): readonly Buffer[] {
  return readdirSync(SAMPLES)
    .filter((name) => name.startsWith("patient-"))
    .sort()
    .map((name) => readFileSync(new URL(name, SAMPLES)));
}

/** Every resource of the sample bundles. */
export function sampleRecords(): readonly TestRecord[] {
  return sampleFiles().flatMap((bytes) => (parseJson(bytes, BUNDLE_LIMITS) as TestBundle).entry.map(({ resource }) => resource));
}

/** A new patient that uses much of the type; free to change. */
export function aPatient(): TestRecord {
  return {
    resourceType: "Patient",
    text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">A person</div>' },
    extension: [{ url: "http://example.org/birth-place", valueAddress: { city: "Here" } }],
    identifier: [{ system: "http://example.org/mrn", value: "17" }],
    active: true,
    name: [{ use: "official", family: "Doe", given: ["Jo", "Li"] }],
    telecom: [{ system: "phone", value: "555" }],
    gender: "female",
    birthDate: "1970-02-28",
    _birthDate: { extension: [{ url: "http://example.org/time", valueDateTime: "1970-02-28T04:00:00Z" }] },
    address: [{ line: ["1 Way"], city: "Here", postalCode: "00000" }],
    maritalStatus: { text: "M" },
    contact: [{ name: { text: "Kin" } }],
    generalPractitioner: [{ reference: "Practitioner/1" }],
  };
}

/** A new observation with a quantity; free to change. */
export function anObservation(): TestRecord {
  return {
    resourceType: "Observation",
    status: "final",
    code: { coding: [{ system: "http://loinc.org", code: "8302-2" }] },
    subject: { reference: "Patient/1" },
    effectiveDateTime: "2026-11-01T10:00:00-05:00",
    valueQuantity: { value: 170.5, unit: "cm", system: "http://unitsofmeasure.org", code: "cm" },
  };
}

/** The places and reasons of a refusal; empty if the record is valid. */
export function faultsOf(record: unknown): readonly { at: string; says: string }[] {
  try {
    validateRecord(record);
    return [];
  } catch (error) {
    assert.ok(error instanceof Fault && error.code === "invalid_record", String(error));
    assert.ok(error.fields.length > 0);
    return error.fields;
  }
}
