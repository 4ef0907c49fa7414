// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { compareCites, containsCite, enclosingCite, isCite, parseCite } from "./cite.ts";
import { load } from "./data.ts";

const ALL = load("paragraphs").map(({ cite }) => cite);

test("what is no cite is told so", () => {
  for (const text of [
    "",
    "45 CFR 164.312",
    "164",
    "164.31",
    "164.312(",
    "164.312()",
    "164.312(a",
    "164.312(a))",
    "164.312 (a)",
    "164.312(A)",
    "164.312(ab)",
    "164.312(a)(x)",
    "164.312(a)(0)",
    "164.312(a)(1)(z)",
    "164.312(a)(2)(iii)(a)",
    "164.402 Breach",
    "164.312(a)\n",
  ])
    assert.equal(isCite(text), false, text);
});

test("every paragraph of the rule has a cite, and they are in the rule's order", () => {
  for (const cite of ALL) assert.ok(isCite(cite), cite);
  for (const [index, cite] of ALL.entries()) if (index > 0) assert.ok(compareCites(ALL[index - 1] ?? "", cite) < 0, cite);
});

test("sorting any shuffling gives the printed order again", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(ALL, { minLength: 2, maxLength: 60 }), (some) => {
      assert.deepEqual(
        some.toSorted(compareCites),
        ALL.filter((cite) => some.includes(cite)),
      );
    }),
    { numRuns: 50 },
  );
});

test("a cite's parts and the cites around it", () => {
  assert.deepEqual(parseCite("164.312(a)(2)(iii)"), { section: "164.312", designators: ["a", "2", "iii"] });
  assert.deepEqual(parseCite("164.412"), { section: "164.412", designators: [] });
  assert.equal(enclosingCite("164.312(a)(2)(iii)"), "164.312(a)(2)");
  assert.equal(enclosingCite("164.312"), undefined);
  assert.ok(containsCite("164.312(a)", "164.312(a)(1)"));
  assert.ok(containsCite("164.312(a)", "164.312(a)"));
  assert.ok(!containsCite("164.312(a)(1)", "164.312(a)(11)"));
  assert.ok(!containsCite("164.31", "164.312"));
  assert.deepEqual(["none", "164.312(a)(10)", "164.312(a)(9)", "164.312"].sort(compareCites), [
    "164.312",
    "164.312(a)(9)",
    "164.312(a)(10)",
    "none",
  ]);
});
