// SPDX-License-Identifier: Apache-2.0
// The invariants that referee.test.ts cannot put to a FHIRPath engine, and the order of partial dates.
import assert from "node:assert/strict";
import { test } from "node:test";
import { invariant } from "./invariant.ts";
import type { Node } from "./node.ts";
import { isAfter } from "./partial-time.ts";

const entry = (...names: string[]): Node => Object.fromEntries(names.map((name) => [name, {}]));

const CASES: readonly [string, string, Node, boolean][] = [
  ["Bundle", "bdl-3", { type: "transaction", entry: [entry("request")] }, true],
  ["Bundle", "bdl-3", { type: "transaction", entry: [entry("request"), entry("resource")] }, false],
  ["Bundle", "bdl-3", { type: "collection", entry: [entry("resource")] }, true],
  ["Bundle", "bdl-3", { type: "collection", entry: [entry("request")] }, false],
  ["Bundle", "bdl-4", { type: "batch-response", entry: [entry("response")] }, true],
  ["Bundle", "bdl-4", { type: "batch-response", entry: [entry("resource")] }, false],
  ["Bundle", "bdl-4", { type: "searchset", entry: [entry("response")] }, false],
  ["Bundle", "bdl-11", { type: "document", entry: [{ resource: { resourceType: "Composition" } }] }, true],
  ["Bundle", "bdl-11", { type: "document", entry: [{ resource: { resourceType: "Patient" } }] }, false],
  ["Bundle", "bdl-11", { type: "document" }, false],
  ["Bundle", "bdl-12", { type: "message", entry: [{ resource: { resourceType: "MessageHeader" } }] }, true],
  ["Bundle", "bdl-12", { type: "message", entry: [{ resource: { resourceType: "Patient" } }] }, false],
  ["CareTeam.participant", "ctm-1", { member: { reference: "Practitioner/1" }, onBehalfOf: {} }, true],
  ["CareTeam.participant", "ctm-1", { member: { reference: "Patient/1" }, onBehalfOf: {} }, false],
  ["CareTeam.participant", "ctm-1", { member: { reference: "Patient/1" } }, true],
  ["CareTeam.participant", "ctm-1", { member: { display: "x" }, onBehalfOf: {} }, true],
  [
    "Observation",
    "obs-7",
    { valueString: "x", code: { coding: [{ code: "a" }] }, component: [{ code: { coding: [{ code: "a" }] } }] },
    false,
  ],
  [
    "Observation",
    "obs-7",
    { valueString: "x", code: { coding: [{ code: "a" }] }, component: [{ code: { coding: [{ code: "b" }] } }] },
    true,
  ],
  ["Observation", "obs-7", { code: { coding: [{ code: "a" }] }, component: [{ code: { coding: [{ code: "a" }] } }] }, true],
  ["Questionnaire", "que-2", { item: [{ linkId: "1" }, { linkId: "2", item: [{ linkId: "3" }] }] }, true],
  ["Questionnaire", "que-2", { item: [{ linkId: "1" }, { linkId: "2", item: [{ linkId: "1" }] }] }, false],
  ["Range", "rng-2", { low: { value: 1 }, high: { value: 2 } }, true],
  ["Range", "rng-2", { low: { value: 2 }, high: { value: 1 } }, false],
  ["Range", "rng-2", { low: { value: 2, unit: "g" }, high: { value: 1, unit: "kg" } }, true],
  ["Range", "rng-2", { low: { value: 2 } }, true],
];

for (const [index, [type, key, node, holds]] of CASES.entries())
  test(`${key}, case ${index + 1}: ${holds ? "holds" : "does not hold"}`, () => assert.equal(invariant(type, key).holds(node), holds));

test("an invariant that nobody wrote down is a bug, not a pass", () => {
  assert.throws(() => invariant("Patient", "pat-99"), { name: "BrokenInvariant" });
});

test("partial dates are compared by what both state", () => {
  for (const [a, b] of [
    ["2026-02", "2026-01"],
    ["2027", "2026-12-31"],
    ["2026-01-02", "2026-01-01"],
    ["2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z"],
    ["2026-01-01T10:00:00-05:00", "2026-01-01T14:59:59Z"],
  ])
    assert.ok(isAfter(a, b));
  for (const [a, b] of [
    ["2026-01", "2026-01"],
    ["2026-01-31", "2026-01"],
    ["2026", "2026-01-01"],
    ["2026-01-01T10:00:00Z", "2026-01-01"],
    ["2026-01-01T10:00:00-05:00", "2026-01-01T15:00:00Z"],
    [undefined, "2026"],
    ["2026", undefined],
    [1, 2],
  ] as const)
    assert.ok(!isAfter(a, b));
});
