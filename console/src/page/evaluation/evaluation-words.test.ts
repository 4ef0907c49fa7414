// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EvaluationItem } from "../../api/evaluation.ts";
import { narrowed } from "../../part/table/narrow.ts";
import { itemNarrowing, progressOf, sectionOf } from "./evaluation-words.ts";

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
  const items = [item("164.310(b)", { judgement: "finding", note: "Screens face the street.", owner: "m" }), item("164.310(c)")];
  const found = (judgement: string, find: string): string =>
    narrowed(
      items,
      itemNarrowing(() => "Maya"),
      { find, sort: undefined, chosen: { judgement } },
    )
      .map(({ cite }) => cite)
      .join();
  assert.equal(found("finding", "164.310 street maya"), "164.310(b)");
  assert.equal(found("open", "maya"), "");
  assert.equal(found("open", ""), "164.310(c)");
  assert.equal(sectionOf("164.308(a)(8)"), "164.308");
});
