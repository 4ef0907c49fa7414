// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { anObservation, aPatient, faultsOf, type TestRecord } from "./testing.ts";

/** A change, where it is found wrong, and a word of the reason. */
const WRONG: Record<string, [(record: TestRecord) => unknown, string, RegExp]> = {
  "an unknown type": [(patient) => (patient.resourceType = "Martian"), "/resourceType", /stored here/],
  "a type of R4 that is not stored": [(patient) => (patient.resourceType = "Account"), "/resourceType", /stored here/],
  "the name of a data type as resource type": [(patient) => (patient.resourceType = "HumanName"), "/resourceType", /stored here/],
  "a part as resource type": [(patient) => (patient.resourceType = "Patient.contact"), "/resourceType", /stored here/],
  "resource type __proto__": [(patient) => (patient.resourceType = "__proto__"), "/resourceType", /stored here/],
  "resource type constructor": [(patient) => (patient.resourceType = "constructor"), "/resourceType", /stored here/],
  "an unknown property": [(patient) => (patient["favouriteColour"] = "red"), "", /does not define/],
  "an own property __proto__": [
    (patient) => Object.defineProperty(patient, "__proto__", { value: {}, enumerable: true }),
    "",
    /does not define/,
  ],
  "a code outside a required binding": [(patient) => (patient["gender"] = "martian"), "/gender", /codes that FHIR requires/],
  "a code in another case": [(patient) => (patient["gender"] = "Female"), "/gender", /codes that FHIR requires/],
  "a nested code outside a required binding": [
    (patient) => (patient["telecom"] = [{ system: "pigeon", value: "1" }]),
    "/telecom/0/system",
    /codes/,
  ],
  "a script in the narrative": [
    (patient) => (patient["text"] = { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml"><script>x</script></div>' }),
    "/text/div",
    /elements that FHIR lists/,
  ],
  "half of a surrogate pair in the narrative": [
    (patient) => (patient["text"] = { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">\ud800</div>' }),
    "/text/div",
    /XHTML/,
  ],
  "a narrative that is no text": [(patient) => (patient["text"] = { status: "generated", div: 1 }), "/text/div", /XHTML/],
  "a narrative without its div": [(patient) => (patient["text"] = { status: "generated" }), "/text/div", /is missing/],
  "a reference to a wrong type": [
    (patient) => (patient["generalPractitioner"] = [{ reference: "Device/1" }]),
    "/generalPractitioner/0/reference",
    /type that FHIR allows/,
  ],
  "a reference to a wrong type elsewhere": [
    (patient) => (patient["generalPractitioner"] = [{ reference: "https://example.org/fhir/Device/1" }]),
    "/generalPractitioner/0/reference",
    /type that FHIR allows/,
  ],
  "a reference that states a wrong type": [
    (patient) => (patient["generalPractitioner"] = [{ type: "Device", display: "x" }]),
    "/generalPractitioner/0/type",
    /type that FHIR allows/,
  ],
  "a reference by search": [
    (patient) => (patient["generalPractitioner"] = [{ reference: "Practitioner?identifier=1" }]),
    "/generalPractitioner/0/reference",
    /by search/,
  ],
  "a reference that is none": [
    (patient) => (patient["generalPractitioner"] = [{ reference: "somebody" }]),
    "/generalPractitioner/0/reference",
    /Type\/id/,
  ],
  "a reference to an unknown type": [
    (patient) => (patient["generalPractitioner"] = [{ reference: "Martian/1" }]),
    "/generalPractitioner/0/reference",
    /Type\/id/,
  ],
  "a reference to what is not contained": [
    (patient) => (patient["generalPractitioner"] = [{ reference: "#gp" }]),
    "/generalPractitioner/0/reference",
    /contained resource that is there/,
  ],
  "an id with a slash": [(patient) => (patient["id"] = "a/b"), "/id", /must be an id/],
  "an id of 65": [(patient) => (patient["id"] = "a".repeat(65)), "/id", /must be an id/],
  "extensions beside an id": [(patient) => (patient["_id"] = { extension: [{ url: "x", valueString: "y" }] }), "", /does not define/],
  "a day that the calendar has not": [(patient) => (patient["birthDate"] = "2025-02-29"), "/birthDate", /must be a date/],
  "a month 13": [(patient) => (patient["birthDate"] = "1970-13"), "/birthDate", /must be a date/],
  "a date with a time": [(patient) => (patient["birthDate"] = "1970-01-01T00:00:00Z"), "/birthDate", /must be a date/],
  "a time without zone": [(patient) => (patient["deceasedDateTime"] = "2026-11-01T10:00:00"), "/deceasedDateTime", /seconds and zone/],
  "a time without seconds": [(patient) => (patient["deceasedDateTime"] = "2026-11-01T10:00Z"), "/deceasedDateTime", /seconds and zone/],
  "hour 24": [(patient) => (patient["deceasedDateTime"] = "2026-11-01T24:00:00Z"), "/deceasedDateTime", /seconds and zone/],
  "a number for a text": [(patient) => (patient["birthDate"] = 1970), "/birthDate", /must be a date/],
  "a text for a boolean": [(patient) => (patient["active"] = "true"), "/active", /true or false/],
  "an empty text": [(patient) => (patient["name"] = [{ family: "" }]), "/name/0/family", /must be text/],
  "a text with NUL": [(patient) => (patient["name"] = [{ family: "a\0b" }]), "/name/0/family", /must be text/],
  "half of a surrogate pair": [(patient) => (patient["name"] = [{ family: "a\ud800" }]), "/name/0/family", /must be text/],
  "half of a surrogate pair in a URI": [
    (patient) => (patient["identifier"] = [{ system: "urn:\udc00", value: "x" }]),
    "/identifier/0/system",
    /URI/,
  ],
  null: [(patient) => (patient["active"] = null), "/active", /true or false/],
  "an object for an array": [(patient) => (patient["name"] = { family: "Doe" }), "/name", /must be an array/],
  "an array for an object": [(patient) => (patient["maritalStatus"] = [{ text: "M" }]), "/maritalStatus", /JSON object/],
  "an empty array": [(patient) => (patient["name"] = []), "/name", /must not be empty/],
  "an empty object": [(patient) => (patient["maritalStatus"] = {}), "/maritalStatus", /must not be empty/],
  "an object with an id only": [(patient) => (patient["maritalStatus"] = { id: "x" }), "/maritalStatus", /must not be empty/],
  "null in an array of objects": [(patient) => (patient["name"] = [null]), "/name/0", /JSON object/],
  "null in an array of texts": [(patient) => (patient["name"] = [{ given: [null] }]), "/name/0/given/0", /must be text/],
  "an empty object beside a value": [(patient) => (patient["_birthDate"] = {}), "/_birthDate", /must not be empty/],
  "an id alone beside nothing": [
    (patient) => (delete patient["active"], (patient["_active"] = { id: "x" })),
    "/_active",
    /must not be empty/,
  ],
  "a value beside": [(patient) => (patient["_birthDate"] = { value: "x" }), "/_birthDate", /does not define/],
  "two types of one choice": [
    (patient) => Object.assign(patient, { deceasedBoolean: true, deceasedDateTime: "2026-01-01" }),
    "",
    /deceased\[x\] in one type/,
  ],
  "an extension with value and extensions": [
    (patient) => (patient["extension"] = [{ url: "x", valueString: "a", extension: [{ url: "y", valueString: "b" }] }]),
    "/extension/0",
    /not both/,
  ],
  "an extension with neither": [(patient) => (patient["extension"] = [{ url: "x" }]), "/extension/0", /not both/],
  "an extension without url": [(patient) => (patient["extension"] = [{ valueString: "x" }]), "/extension/0/url", /is missing/],
  "a contact of nobody (pat-1)": [(patient) => (patient["contact"] = [{ gender: "male" }]), "/contact/0", /must have a name/],
  "a telecom without system (cpt-2)": [(patient) => (patient["telecom"] = [{ value: "1" }]), "/telecom/0", /system/],
  "a period that ends before it starts (per-1)": [
    (patient) => (patient["name"] = [{ family: "x", period: { start: "2026-02", end: "2026-01" } }]),
    "/name/0/period",
    /end before/,
  ],
  "another resource where none belongs": [
    (patient) => (patient["maritalStatus"] = { resourceType: "Patient" }),
    "/maritalStatus",
    /does not define/,
  ],
};

for (const [what, [change, at, says]] of Object.entries(WRONG))
  test(`refused: ${what}`, () => {
    const patient = aPatient();
    assert.deepEqual(faultsOf(patient), []);
    change(patient);
    const [first, ...others] = faultsOf(patient);
    assert.deepEqual([first?.at, others], [at, []]);
    assert.match(first?.says ?? "", says);
  });

const WRONG_OBSERVATIONS: typeof WRONG = {
  "a missing status": [(record) => delete record["status"], "/status", /is missing/],
  "a missing code": [(record) => delete record["code"], "/code", /is missing/],
  "a number as text": [(record) => (record["valueQuantity"] = { value: "170" }), "/valueQuantity/value", /must be a number/],
  infinity: [(record) => (record["valueQuantity"] = { value: Infinity }), "/valueQuantity/value", /must be a number/],
  "a fraction for an integer": [
    (record) => (delete record["valueQuantity"], (record["valueInteger"] = 1.5)),
    "/valueInteger",
    /whole number/,
  ],
  "an integer of 33 bits": [
    (record) => (delete record["valueQuantity"], (record["valueInteger"] = 2 ** 31)),
    "/valueInteger",
    /whole number/,
  ],
  "a code without system (qty-3)": [(record) => (record["valueQuantity"] = { value: 1, code: "cm" }), "/valueQuantity", /system/],
  "a value with a reason for its absence (obs-6)": [(record) => (record["dataAbsentReason"] = { text: "x" }), "", /dataAbsentReason/],
  "a component with the code of the whole (obs-7)": [
    (record) => (record["component"] = [{ code: record["code"], valueString: "x" }]),
    "",
    /same code/,
  ],
  "a range without bounds (obs-3)": [(record) => (record["referenceRange"] = [{ age: { low: { value: 1 } } }]), "/referenceRange/0", /low/],
  "a range without bounds in a component": [
    (record) => (record["component"] = [{ code: { text: "x" }, referenceRange: [{ type: { text: "x" } }] }]),
    "/component/0/referenceRange/0",
    /low/,
  ],
  "a comparator in a simple quantity": [
    (record) => (record["referenceRange"] = [{ low: { value: 1, comparator: "<" } }]),
    "/referenceRange/0/low",
    /comparator/,
  ],
  "a low above the high (rng-2)": [
    (record) => (delete record["valueQuantity"], (record["valueRange"] = { low: { value: 2 }, high: { value: 1 } })),
    "/valueRange",
    /low above/,
  ],
  "a time of a day that is none": [
    (record) => (delete record["valueQuantity"], (record["valueTime"] = "25:00:00")),
    "/valueTime",
    /must be a time/,
  ],
};

for (const [what, [change, at, says]] of Object.entries(WRONG_OBSERVATIONS))
  test(`refused: ${what}`, () => {
    const record = anObservation();
    assert.deepEqual(faultsOf(record), []);
    change(record);
    const [first, ...others] = faultsOf(record);
    assert.deepEqual([first?.at, others], [at, []]);
    assert.match(first?.says ?? "", says);
  });
