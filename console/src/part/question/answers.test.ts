// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FormField } from "../../api/form.ts";
import { answersToEdit, answersToSend, faultsIn, isSame, merge } from "./answers.ts";

const FIELDS: readonly FormField[] = [
  { name: "name", label: "Name", type: "line" },
  {
    name: "kind",
    label: "Kind",
    type: "choice",
    options: [
      { value: "system", label: "System" },
      { value: "party", label: "Party" },
    ],
  },
  { name: "system", label: "Which", type: "submission", form: "system", when: { field: "kind", is: ["system"] } },
  { name: "why", label: "Why", type: "text", lengthMin: 10, when: { field: "system", is: ["one"] } },
  { name: "people", label: "People", type: "number", min: 1, max: 9, unit: "people", isOptional: true },
  { name: "steps", label: "Steps", type: "steps", steps: [{ value: "a", label: "A" }] },
];

test("a question is asked only while its condition holds, and so is what hangs on it", () => {
  assert.deepEqual([...faultsIn(FIELDS, { name: "x", kind: "party", system: "one" }).keys()], []);
  assert.deepEqual([...faultsIn(FIELDS, { name: "x", kind: "system" }).keys()], ["system"]);
  assert.deepEqual([...faultsIn(FIELDS, { kind: "system", system: "one", why: "short" }).keys()], ["name", "why"]);
  assert.deepEqual(answersToSend(FIELDS, { name: " x ", kind: "party", system: "one", people: "" }), { name: "x", kind: "party" });
});

test("a number out of range is told before it is sent", () => {
  assert.match(faultsIn(FIELDS, { name: "x", kind: "party", people: 12 }).get("people") ?? "", /from 1 to 9/);
  assert.match(faultsIn(FIELDS, { name: "x", kind: "party", people: "many" }).get("people") ?? "", /whole number/);
});

test("steps are edited by name, whoever ticked them", () => {
  assert.deepEqual(answersToEdit(FIELDS, { steps: [{ step: "a", by: "u", at: "t" }] }), { steps: ["a"] });
  assert.equal(isSame(["a", "b"], ["b", "a"]), true);
  assert.equal(isSame(undefined, ""), true);
});

test("of two who changed: what only the other changed is taken, what both changed is asked about, the rest stays mine", () => {
  const base = { name: "Main", kind: "party", people: 2 };
  const { taken, conflicts, answers } = merge(FIELDS, {
    base,
    mine: { ...base, name: "Main office" },
    theirs: { name: "Head office", kind: "party", people: 3 },
  });
  assert.deepEqual([taken, conflicts], [["people"], ["name"]]);
  assert.deepEqual(answers, { name: "Main office", kind: "party", people: 3 });
  assert.deepEqual(merge(FIELDS, { base, mine: { ...base, people: 3 }, theirs: { ...base, people: 3 } }).conflicts, []);
});
