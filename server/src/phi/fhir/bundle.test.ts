// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "#base/fault.ts";
import { planTransaction } from "./bundle.ts";
import { individualOf } from "./compartment.ts";
import { BUNDLE_LIMITS, parseJson } from "./parse-json.ts";
import { jsonText } from "./exact-number.ts";
import { anObservation, aPatient, noSamples, sampleFiles, type TestBundle } from "./testing.ts";

const PATIENT = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a";
const OBSERVATION = "urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059";

type Entry = Record<string, unknown> & { resource: Record<string, unknown>; request: Record<string, unknown> };

function twoEntries(): [Entry, Entry] {
  return [
    {
      fullUrl: OBSERVATION,
      resource: { ...anObservation(), subject: { reference: PATIENT } },
      request: { method: "POST", url: "Observation" },
    },
    { fullUrl: PATIENT, resource: aPatient(), request: { method: "POST", url: "Patient" } },
  ];
}

const transaction = (entry: unknown): Record<string, unknown> => ({ resourceType: "Bundle", type: "transaction", entry });

function counter(): () => string {
  let count = 0;
  return () => `id-${count++}`;
}

function refusalOf(bundle: unknown): { code: string; at: string | undefined; message: string } {
  try {
    planTransaction(bundle, counter());
  } catch (error) {
    assert.ok(error instanceof Fault, String(error));
    return { code: error.code, at: error.fields[0]?.at, message: error.message };
  }
  throw new Error("It was planned.");
}

const REFUSED: Record<string, [(one: Entry, two: Entry) => unknown, string, string | RegExp]> = {
  "an entry that is no object": [() => [1], "invalid_record", "/entry/0"],
  "no request": [(one, two) => [one, { ...two, request: undefined }], "invalid_record", "/entry/1/request"],
  "a read": [
    (one, two) => [one, { ...two, request: { method: "GET", url: "Patient/1" } }],
    "unsupported_parameter",
    /Entry 1 .*POST and PUT/,
  ],
  "a delete": [(one) => [{ ...one, request: { method: "DELETE", url: "Observation/1" } }], "unsupported_parameter", /Entry 0/],
  "a patch": [(one) => [{ ...one, request: { method: "PATCH", url: "Observation/1" } }], "unsupported_parameter", /Entry 0/],
  "a method in small letters": [(one) => [{ ...one, request: { method: "post", url: "Observation" } }], "unsupported_parameter", /Entry 0/],
  "a conditional create": [
    (_, two) => [{ ...two, request: { ...two.request, ifNoneExist: "identifier=1" } }],
    "unsupported_parameter",
    /Entry 0 .*ifNoneExist/,
  ],
  "a conditional replacement": [
    (_, two) => [{ ...two, request: { method: "PUT", url: "Patient?identifier=1" } }],
    "unsupported_parameter",
    /PUT by search/,
  ],
  "a conditional reference": [
    (one) => [{ ...one, resource: { ...one.resource, subject: { reference: "Patient?identifier=1" } } }],
    "unsupported_parameter",
    /Entry 0 .*by search/,
  ],
  "a reference to an entry that is not there": [(one) => [one], "invalid_record", "/entry/0/resource"],
  "no resource": [(one) => [{ ...one, resource: undefined }], "invalid_record", "/entry/0/resource"],
  "a type that is not stored": [
    (one) => [{ ...one, resource: { resourceType: "Account" } }],
    "invalid_record",
    "/entry/0/resource/resourceType",
  ],
  "an invalid resource": [
    (one, two) => [one, { ...two, resource: { ...two.resource, gender: "martian" } }],
    "invalid_record",
    "/entry/1/resource/gender",
  ],
  "a create of another type": [
    (_, two) => [{ ...two, request: { method: "POST", url: "Observation" } }],
    "invalid_record",
    "/entry/0/request/url",
  ],
  "a create with a version": [
    (_, two) => [{ ...two, request: { ...two.request, ifMatch: 'W/"1"' } }],
    "invalid_record",
    "/entry/0/request/ifMatch",
  ],
  "a replacement of another id": [
    (_, two) => [{ ...two, resource: { ...two.resource, id: "a" }, request: { method: "PUT", url: "Patient/b" } }],
    "invalid_record",
    "/entry/0/resource/id",
  ],
  "a replacement of another type": [
    (_, two) => [{ ...two, resource: { ...two.resource, id: "a" }, request: { method: "PUT", url: "Device/a" } }],
    "invalid_record",
    "/entry/0/request/url",
  ],
  "a replacement of a version": [
    (_, two) => [{ ...two, resource: { ...two.resource, id: "a" }, request: { method: "PUT", url: "Patient/a/_history/1" } }],
    "invalid_record",
    "/entry/0/request/url",
  ],
  "a version that is no ETag": [
    (_, two) => [{ ...two, resource: { ...two.resource, id: "a" }, request: { method: "PUT", url: "Patient/a", ifMatch: "1" } }],
    "invalid_record",
    "/entry/0/request/ifMatch",
  ],
  "one fullUrl twice": [(one, two) => [one, two, two], "invalid_record", "/entry/2/fullUrl"],
  "one record twice": [
    (_, two) =>
      [1, 2].map(() => ({
        ...two,
        fullUrl: undefined,
        resource: { ...two.resource, id: "a" },
        request: { method: "PUT", url: "Patient/a" },
      })),
    "invalid_record",
    "/entry/1/request/url",
  ],
  "a fullUrl that is no text": [(_, two) => [{ ...two, fullUrl: 1 }], "invalid_record", "/entry/0/fullUrl"],
};

for (const [what, [change, code, where]] of Object.entries(REFUSED))
  test(`refused with its entry named: ${what}`, () => {
    const refusal = refusalOf(transaction(change(...twoEntries())));
    assert.equal(refusal.code, code);
    if (typeof where === "string") assert.equal(refusal.at, where);
    else assert.match(refusal.message, where);
  });

test("only transactions are planned", () => {
  for (const bundle of [null, [], 1, aPatient(), {}]) assert.equal(refusalOf(bundle).at, "/resourceType");
  for (const type of ["batch", "searchset", "document", undefined])
    assert.equal(refusalOf({ resourceType: "Bundle", type }).code, "unsupported_parameter");
  assert.equal(refusalOf(transaction({})).at, "/entry");
  assert.deepEqual(planTransaction(transaction(undefined), counter()), []);
});

test("patients come first, references follow the new ids, and each entry keeps its place", () => {
  const [observation, patient] = twoEntries();
  observation.resource["extension"] = [
    { url: "http://example.org/x", valueUri: PATIENT },
    { url: "http://example.org/y", valueString: PATIENT },
  ];
  observation.resource["hasMember"] = [{ reference: OBSERVATION }];
  observation.resource["identifier"] = [{ value: PATIENT }];
  const plan = planTransaction(transaction([observation, patient]), counter());
  assert.deepEqual(
    plan.map(({ index, does, id }) => ({ index, does, id })),
    [
      { index: 1, does: "create", id: "id-1" },
      { index: 0, does: "create", id: "id-0" },
    ],
  );
  const record = plan[1]?.record;
  assert.ok(record);
  assert.equal(record["id"], "id-0");
  assert.deepEqual(record["subject"], { reference: "Patient/id-1" });
  assert.deepEqual(record["hasMember"], [{ reference: "Observation/id-0" }]);
  assert.deepEqual(record["extension"], [
    { url: "http://example.org/x", valueUri: "Patient/id-1" },
    { url: "http://example.org/y", valueString: PATIENT },
  ]);
  assert.deepEqual(record["identifier"], [{ value: PATIENT }], "text stays as it was sent");
  assert.equal(individualOf(record), "id-1");
});

test("a replacement keeps its id and states the version it was made from", () => {
  const [, patient] = twoEntries();
  const entry = { resource: { ...patient.resource, id: "a" }, request: { method: "PUT", url: "Patient/a", ifMatch: 'W/"3"' } };
  const [planned] = planTransaction(transaction([entry]), counter());
  assert.deepEqual([planned?.does, planned?.id, planned?.ifMatch, planned?.record["id"]], ["replace", "a", "3", "a"]);
});

test("the sample bundles are planned whole, every reference made local, every number as written", { skip: noSamples }, () => {
  for (const bytes of sampleFiles()) {
    const bundle = parseJson(bytes, BUNDLE_LIMITS) as TestBundle;
    const size = bundle.entry.length;
    const before = jsonText(bundle.entry.map(({ resource }) => resource));
    const plan = planTransaction(bundle, counter());
    assert.equal(plan.length, size);
    assert.equal(plan[0]?.record.resourceType, "Patient");
    const text = jsonText(bundle.entry.map(({ resource }) => resource));
    assert.doesNotMatch(text, /"reference":"urn:uuid:/);
    assert.deepEqual(text.match(/":-?\d[\d.eE+-]*(?=[,}])/g), before.match(/":-?\d[\d.eE+-]*(?=[,}])/g));
    const people = new Set(plan.map(({ record }) => individualOf(record)));
    assert.deepEqual(
      [...people].map((id) => id === null || id === plan[0]?.id),
      [...people].map(() => true),
    );
    for (const { record } of plan)
      assert.equal(individualOf(record) === null, ["Organization", "Practitioner"].includes(record.resourceType));
  }
});
