// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Requirement } from "../../api/requirement.ts";
import { kindSays, matches, sectionsOf, totalsOf } from "./requirement-words.ts";

const LOGOFF: Requirement = {
  cite: "164.312(a)(2)(iii)",
  title: "Automatic logoff",
  kind: "implementation-specification",
  designation: "addressable",
  subpart: "C",
  section: "164.312",
  sectionTitle: "Technical safeguards.",
  parent: "164.312(a)(1)",
  appliesTo: "both",
  status: "in-force",
  verdict: "partly-met",
  evidenceAt: null,
  stale: false,
};
const VACATED: Requirement = {
  ...LOGOFF,
  cite: "164.509",
  section: "164.509",
  sectionTitle: "Attestations.",
  subpart: "E",
  title: "Attestations",
  status: "vacated-still-codified",
  verdict: "not-assessed",
};

test("what does not match is left out", () => {
  assert.equal(matches(LOGOFF, { section: "164.308" }), false);
  assert.equal(matches(LOGOFF, { verdict: "met" }), false);
  assert.equal(matches(LOGOFF, { find: "automatic encryption" }), false);
  assert.equal(matches(LOGOFF, { find: "164.312(b)" }), false);
  assert.equal(matches(VACATED, { verdict: "not-assessed" }), false);
});

test("a paragraph is found by word, or by cite however it is typed", () => {
  for (const find of ["logoff", "technical LOGOFF", "312(a)(2)", "45 CFR 164.312 (a)(2)(iii)", "§164.312"])
    assert.equal(matches(LOGOFF, { find }), true, find);
  assert.equal(matches(LOGOFF, {}), true);
});

test("vacated text is shown and never counted", () => {
  assert.deepEqual(totalsOf([LOGOFF, VACATED]), { "partly-met": 1 });
  assert.deepEqual(
    sectionsOf([LOGOFF, VACATED]).map(({ section, title }) => [section, title]),
    [
      ["164.312", "Technical safeguards"],
      ["164.509", "Attestations"],
    ],
  );
});

test("the kind says what the rule says", () => {
  assert.equal(kindSays(LOGOFF), "Addressable");
  assert.equal(kindSays({ kind: "standard", designation: null }), "Standard");
});
