// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { present } from "#base/assert.ts";
import type { Field } from "./field.ts";
import { allFields } from "./form.ts";
import { allForms } from "./registry.ts";

const within = (field: Field): readonly Field[] => [field, ...(field.type === "rows" ? field.columns : [])];

test("what a question offers is there: states that the other form has, answers that it takes", async () => {
  const forms = await allForms();
  let seen = 0;
  for (const field of [...forms.values()].flatMap((form) => allFields(form)).flatMap(within)) {
    if (field.type !== "submission" || field.offers === undefined) continue;
    seen++;
    const of = present(forms.get(field.form ?? ""), `${field.name} names a form`);
    const { states = [], answer } = field.offers;
    for (const state of states) assert.ok(state in of.workflow.moves, `${field.name}: ${state}`);
    if (answer === undefined) continue;
    const other = of.fields.find(({ name }) => name === answer.field);
    assert.ok(other?.type === "choice", `${field.name}: ${answer.field}`);
    for (const is of answer.is)
      assert.ok(
        other.options.some(({ value }) => value === is),
        `${field.name}: ${is}`,
      );
  }
  assert.ok(seen >= 5);
});
