// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import { jsonText } from "./exact-number.ts";
import { parseJson, RESOURCE_LIMITS } from "./parse-json.ts";
import { aPatient, faultsOf, noSamples, sampleRecords, type TestRecord } from "./testing.ts";
import { validateRecord } from "./validate.ts";

const NAUGHTY = new URL("../../../../../shared/vectors/naughty-strings/blns.json", import.meta.url);

test("required bindings of concepts look at system and code", () => {
  const condition = (clinicalStatus: unknown): TestRecord => ({
    resourceType: "Condition",
    subject: { reference: "Patient/1" },
    clinicalStatus,
  });
  const system = "http://terminology.hl7.org/CodeSystem/condition-clinical";
  assert.deepEqual(faultsOf(condition({ coding: [{ system, code: "active" }] })), []);
  assert.deepEqual(
    faultsOf(
      condition({
        coding: [
          { system: "http://example.org", code: "x" },
          { system, code: "active" },
        ],
      }),
    ),
    [],
  );
  assert.deepEqual(
    faultsOf(condition({ extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "unknown" }] })),
    [],
  );
  for (const wrong of [
    { coding: [{ system, code: "martian" }] },
    { coding: [{ system: "http://example.org", code: "active" }] },
    { coding: [{ code: "active" }] },
    { text: "active" },
  ])
    assert.deepEqual(
      faultsOf(condition(wrong)).map(({ at }) => at),
      ["/clinicalStatus"],
    );
});

test("what is contained is validated, referred to, and has no life of its own", () => {
  const with_ = (contained: unknown, reference = "#gp"): TestRecord => ({ ...aPatient(), contained, generalPractitioner: [{ reference }] });
  const gp = { resourceType: "Practitioner", id: "gp" };
  assert.deepEqual(faultsOf(with_([gp])), []);
  assert.deepEqual(
    faultsOf(with_([{ ...gp, id: "x", extension: [{ url: "x", valueReference: { reference: "#" } }] }], "Practitioner/1")),
    [],
  );
  const at = (record: TestRecord): string[] =>
    faultsOf(record)
      .map((fault) => fault.at)
      .sort();
  assert.deepEqual(at(with_([{ ...gp, gender: "martian" }])), ["/contained/0/gender"]);
  assert.deepEqual(at(with_([{ resourceType: "Device", id: "gp" }])), ["/generalPractitioner/0/reference"]);
  assert.deepEqual(at(with_([{ id: "gp" }])), ["/contained/0/resourceType", "/generalPractitioner/0/reference"]);
  assert.deepEqual(at(with_([gp, { resourceType: "Practitioner", id: "other" }])), ["/contained/1"]);
  assert.deepEqual(at(with_([{ ...gp, meta: { versionId: "1" } }])), ["/contained/0/meta"]);
  assert.deepEqual(at(with_([{ ...gp, meta: { security: [{ code: "R" }] } }])), ["/contained/0/meta"]);
  assert.deepEqual(
    at(
      with_([
        {
          ...gp,
          contained: [{ resourceType: "Organization", id: "o", name: "x" }],
          extension: [{ url: "x", valueReference: { reference: "#o" } }],
        },
      ]),
    ),
    ["/contained/0/extension/0/valueReference/reference"],
  );
  assert.deepEqual(at(with_([{ ...gp, contained: [{ resourceType: "Organization", id: "o", name: "x" }] }])), ["/contained/0/contained"]);
  assert.deepEqual(at(with_({})), ["/contained", "/generalPractitioner/0/reference"]);
});

test("null keeps a place only beside an extension", () => {
  const named = (name: unknown): string[] => faultsOf({ ...aPatient(), name: [name] }).map(({ at }) => at);
  const extension = [{ url: "x", valueString: "y" }];
  assert.deepEqual(named({ given: ["a", null], _given: [null, { extension }] }), []);
  assert.deepEqual(named({ _given: [{ extension }] }), []);
  assert.deepEqual(named({ given: ["a"], _given: [{ id: "x" }] }), []);
  assert.deepEqual(named({ given: ["a", null], _given: [null, null] }), ["/name/0/given/1", "/name/0/_given/1"]);
  assert.deepEqual(named({ given: ["a", null], _given: { extension } }), ["/name/0/given/1", "/name/0/_given"]);
  assert.deepEqual(named({ _given: [null] }), ["/name/0/_given/0"]);
  assert.deepEqual(named({ _given: [] }), ["/name/0/_given"]);
});

test("what is no object is refused", () => {
  for (const value of [null, undefined, 1, "Patient", [], [aPatient()], true, {}]) assert.equal(faultsOf(value).length, 1);
});

test("nesting and length end in a refusal, not in a crash", () => {
  let extension: unknown = { url: "x", valueString: "y" };
  for (let depth = 0; depth < 3000; depth++) extension = { url: "x", extension: [extension] };
  assert.match(faultsOf({ ...aPatient(), extension: [extension] })[0]?.says ?? "", /deeper than 64/);
  let item: unknown = { linkId: "x", type: "string" };
  for (let depth = 0; depth < 3000; depth++) item = { linkId: String(depth), type: "group", item: [item] };
  assert.match(faultsOf({ resourceType: "Questionnaire", status: "draft", item: [item] })[0]?.says ?? "", /deeper than 64/);
  assert.match(
    faultsOf({ ...aPatient(), identifier: Array.from({ length: 10_001 }, () => ({ value: "x" })) })[0]?.says ?? "",
    /more than 10000/,
  );
  assert.deepEqual(faultsOf({ ...aPatient(), identifier: Array.from({ length: 10_000 }, () => ({ value: "x" })) }), []);
  assert.equal(faultsOf({ ...aPatient(), name: Array.from({ length: 9000 }, () => ({ family: "" })) }).length, 20);
});

test("the place of a fault begins with the caller's", () => {
  assert.throws(
    () => validateRecord({ ...aPatient(), active: 1 }, "/entry/3/resource"),
    (error: unknown) => {
      assert.deepEqual((error as { fields: unknown }).fields, [{ at: "/entry/3/resource/active", says: "must be true or false" }]);
      return true;
    },
  );
});

test("all resources of the sample bundles are valid", { skip: noSamples }, () => {
  const records = sampleRecords();
  assert.equal(records.length, 1966);
  for (const record of records) assert.deepEqual(faultsOf(record), [], record.resourceType);
});

test(
  "naughty strings are kept byte for byte in every kind of text",
  { skip: existsSync(NAUGHTY) ? false : "the naughty strings are not beside the checkout" },
  () => {
    for (const text of JSON.parse(readFileSync(NAUGHTY, "utf8")) as string[]) {
      if (text === "") continue;
      const record = {
        ...aPatient(),
        name: [{ text, family: text, given: [text], prefix: [text] }],
        identifier: [{ value: text, assigner: { display: text } }],
        address: [{ line: [text], city: text }],
        extension: [
          { url: "x", valueString: text },
          { url: "y", valueMarkdown: text },
        ],
        contact: [{ name: { family: text }, relationship: [{ text }] }],
      };
      const bytes = Buffer.from(JSON.stringify(record));
      const parsed = parseJson(bytes, RESOURCE_LIMITS);
      assert.deepEqual(faultsOf(parsed), []);
      assert.ok(Buffer.from(jsonText(parsed)).equals(bytes));
    }
  },
);

test("a refusal never repeats what was sent", { skip: noSamples }, () => {
  const records = sampleRecords().filter((_, index) => index % 23 === 0);
  const CANARY = "Cänary-7b";
  fc.assert(
    fc.property(
      fc.constantFrom(...records),
      fc.nat(),
      fc.constantFrom<unknown>(
        CANARY,
        [CANARY],
        { [CANARY]: CANARY },
        { reference: CANARY },
        { reference: `${CANARY}/1` },
        { coding: [{ code: CANARY, system: CANARY }] },
      ),
      fc.boolean(),
      (record, pick, value, asName) => {
        const copy = structuredClone(record);
        const holders = holdersOf(copy);
        const holder = holders[pick % holders.length];
        assert.ok(holder);
        const names = Object.keys(holder);
        if (asName) holder[CANARY] = value;
        else holder[names[pick % names.length] ?? ""] = value;
        for (const { at, says } of faultsOf(copy)) assert.ok(!at.includes("nary") && !says.includes("nary"));
      },
    ),
    { numRuns: 2000 },
  );
});

/** Every object and array within. */
function holdersOf(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(holdersOf)];
}

test("whatever JSON comes, the answer is valid or a refusal", () => {
  const types = fc.constantFrom(
    "Patient",
    "Observation",
    "Bundle",
    "Questionnaire",
    "Appointment",
    "Parameters",
    "AuditEvent",
    "Timing",
    "x",
  );
  const names = fc.constantFrom(
    "resourceType",
    "id",
    "text",
    "contained",
    "extension",
    "name",
    "entry",
    "item",
    "type",
    "status",
    "code",
    "subject",
    "value",
    "valueQuantity",
    "parameter",
    "_status",
    "resource",
    "reference",
    "period",
    "coding",
    "participant",
    "meta",
    "__proto__",
    "url",
  );
  const { node } = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      types,
      fc.constantFrom<unknown>(null, true, 0, -1.5, "", "x", "#", "#x", "final", "2026", "Patient/1", [], {}),
      fc.array(tie("node"), { maxLength: 3 }),
      fc.dictionary(names, tie("node"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(types, fc.dictionary(names, node, { maxKeys: 6 }), (resourceType, rest) => void faultsOf({ ...rest, resourceType })),
    { numRuns: 3000 },
  );
});
