// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf, hoursSaid, neededOrder, planState } from "./contingency-words.ts";

const plan = { kind: "backup", title: "", cite: "", inForce: null, open: null };
const inForce = { id: "x", approvedOn: "2026-11-01", reviewOn: "2027-11-01", isFresh: true, stale: [], printed: [] };

test("a plan's state is that of the one in force, and of the draft only where none is", () => {
  assert.equal(planState(plan), "none");
  assert.equal(planState({ ...plan, open: { id: "y", state: "draft" } }), "draft");
  assert.equal(planState({ ...plan, inForce, open: { id: "y", state: "draft" } }), "in force");
  assert.equal(planState({ ...plan, inForce: { ...inForce, stale: [{ why: "added", of: "s", says: "" }] } }), "stale");
  assert.equal(planState({ ...plan, inForce: { ...inForce, isFresh: false } }), "too old");
});

test("hours are said as hours, or as days where they are many and whole", () => {
  assert.deepEqual([null, 4, 24, 72, 73, 168].map(hoursSaid), ["not said", "4 h", "24 h", "3 days", "73 h", "7 days"]);
});

test("only what the server can draft is a draft", () => {
  assert.equal(draftOf("backup"), "backup");
  assert.equal(draftOf("nothing"), null);
  assert.equal(draftOf(null), null);
});

test("what is needed first comes first", () => {
  assert.ok(neededOrder({ criticality: "hours-4" }) < neededOrder({ criticality: "longer" }));
});
