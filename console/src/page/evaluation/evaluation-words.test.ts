// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EvaluationItem } from "../../api/evaluation.ts";
import { isFound, progressOf, sectionOf } from "./evaluation-words.ts";

const item = (cite: string, rest: Partial<EvaluationItem> = {}): EvaluationItem => ({
  cite,
  title: "Evaluation",
  judgement: null,
  note: null,
  owner: null,
  ownerName: null,
  dueOn: null,
  judgedAt: null,
  resolvedAt: null,
  ...rest,
});

test("what is judged, found and still open is counted apart", () => {
  const items = [
    item("164.308(a)(8)"),
    item("164.310(b)", { judgement: "finding" }),
    item("164.310(c)", { judgement: "finding", resolvedAt: "2026-11-29T10:00:00Z" }),
    item("164.312(b)", { judgement: "as-it-should-be" }),
  ];
  assert.deepEqual(progressOf(items), { all: 4, judged: 3, findings: 2, unresolved: 1 });
});

test("a requirement is found by its judgement, and by words of its paragraph, note and owner", () => {
  const one = item("164.310(b)", { judgement: "finding", note: "Screens face the street." });
  assert.ok(isFound(one, { shown: "finding", find: "164.310 street maya" }, "Maya"));
  assert.ok(!isFound(one, { shown: "open", find: "" }, "Maya"));
  assert.ok(isFound(item("164.310(b)"), { shown: "open", find: "" }, ""));
  assert.equal(sectionOf("164.308(a)(8)"), "164.308");
});
