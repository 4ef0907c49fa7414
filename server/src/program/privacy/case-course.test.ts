// SPDX-License-Identifier: Apache-2.0
// The courses of cases, whatever order they are taken in: an extension is one, and nobody waits in a state that leads nowhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { allForms, formNamed } from "../form/registry.ts";
import { isFinal } from "../workflow.ts";
import { CASE_FORMS, isRunning } from "./case.ts";
import { defectsOf, ELEMENTS, STATEMENTS } from "./authorization-defects.ts";
import { makeCaseCode } from "./case-code.ts";

const forms = await Promise.all(CASE_FORMS.map((name) => formNamed(name)));

test("along any walk through a case's table there is at most one extension, and every state where somebody waits can be left", () => {
  fc.assert(
    fc.property(fc.constantFrom(...forms), fc.array(fc.nat(), { maxLength: 30 }), ({ workflow }, choices) => {
      let state = workflow.start;
      let extensions = 0;
      for (const choice of choices) {
        const moves = Object.entries(workflow.moves[state] ?? {});
        const chosen = moves[choice % Math.max(moves.length, 1)];
        if (chosen === undefined) break;
        if (chosen[0] === "extend") extensions += 1;
        [, state] = chosen;
        assert.ok(!isRunning(state) || Object.values(workflow.moves[state] ?? {}).some((to) => to !== state), state);
      }
      assert.ok(extensions <= 1);
    }),
  );
});

test("every form with a code and a day of the server's is a case, and whoever hears a request can hand it over", async () => {
  const all = [...(await allForms()).values()];
  const derives = (name: string): string[] =>
    all.filter(({ fields }) => fields.some((field) => field.name === name && field.isDerived === true)).map((form) => form.name);
  const dated = new Set(derives("dueOn"));
  assert.deepEqual(
    derives("code")
      .filter((name) => dated.has(name))
      .sort(),
    [...CASE_FORMS].sort(),
  );
  const asked = (await formNamed("privacy-handover")).fields.find(({ name }) => name === "asked");
  assert.ok(asked?.type === "choice");
  const offered = asked.options.map(({ value }) => value);
  for (const name of CASE_FORMS) if (name !== "mitigation") assert.ok(offered.includes(name), name); // Harm is known here, not heard.
});

test("a case begins where somebody waits, is due by a day of the server's, and ends", () => {
  for (const { name, workflow, fields, dueField } of forms) {
    assert.ok(isRunning(workflow.start), name);
    assert.equal(fields.find((field) => field.name === dueField)?.isDerived, true, `${name}: nobody types the day`);
    assert.ok(
      Object.keys(workflow.moves).some((state) => isFinal(workflow, state)),
      name,
    );
  }
});

test("164.508(b)(2)(ii): whatever is missing of a whole authorization is named, and nothing else is", () => {
  const elements = ELEMENTS.map(({ value }) => value);
  const statements = STATEMENTS.map(({ value }) => value);
  const whole = {
    purpose: "research",
    isByRepresentative: "yes",
    combined: "no",
    conditioned: "no",
    knownFalse: "no",
    ends: "research-end",
  };
  fc.assert(
    fc.property(fc.subarray(elements), fc.subarray(statements.slice(0, 4)), (has, says) => {
      const defects = defectsOf({ ...whole, elements: has, statements: says }, "2026-11-29");
      assert.equal(defects.length, elements.length - has.length + 4 - says.length);
    }),
  );
});

test("codes neither repeat nor hold letters that are read for others", () => {
  const codes = Array.from({ length: 2000 }, () => makeCaseCode("ACC"));
  assert.equal(new Set(codes).size, codes.length);
  assert.ok(codes.every((code) => /^ACC-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/.test(code)));
});
