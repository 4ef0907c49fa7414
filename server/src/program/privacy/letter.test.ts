// SPDX-License-Identifier: Apache-2.0
// Letters: each has what its paragraph wants, and none has a name, or a place for one that is filled in here.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { isInRule } from "../document/cite-in-text.ts";
import { individualAccess } from "./definition/individual-access.ts";
import { individualAmendment } from "./definition/individual-amendment.ts";
import { lettersOf } from "./letter.ts";
import type { LetterFacts } from "./letter/letter-parts.ts";

const facts = (answers: LetterFacts["answers"]): LetterFacts => ({
  organization: "Fernhollow Health",
  contact: { title: "Head of Operations", telephone: "+1 503 555 0100", email: "privacy@fernhollow.example" },
  today: "2026-11-29",
  coveredEntity: null,
  answers: { code: "ACC-2345-6789", whose: "ours", receivedOn: "2026-11-01", ...answers },
});

const letter = (form: string, kind: string, answers: LetterFacts["answers"] = {}): string => {
  const found = lettersOf(form, facts(answers)).find((one) => one.kind === kind);
  assert.ok(found, `${form} ${kind}`);
  return found.markdown;
};

/** What a letter must say: form, kind, paragraph, words. */
const MUST: readonly (readonly [string, string, string, readonly RegExp[]])[] = [
  ["individual-access", "extension", "164.524(b)(2)(ii)(A)", [/There is much of it/, /\*\*December 31, 2026\*\*/, /extend the time once/]],
  ["individual-access", "acceptance", "164.524(b)(2)(i)(A), (c)", [/accept it/, /form and format/, /fee/]],
  [
    "individual-access",
    "denial",
    "164.524(d)(2)(i)-(iii)",
    [/on this ground/, /licensed health care professional/, /complain to us/, /Secretary/, /Head of Operations/, /\+1 503 555 0100/],
  ],
  ["individual-access", "denial", "164.524(d)(1)", [/everything else that you asked for/]],
  ["individual-access", "review", "164.524(d)(4)", [/took no part in the denial/, /determined/]],
  ["individual-amendment", "extension", "164.526(b)(2)(ii)(A)", [/\*\*January 30, 2027\*\*/]],
  ["individual-amendment", "acceptance", "164.526(c)(2)", [/accept/, /who has received this information/, /you agree that we tell them/]],
  [
    "individual-amendment",
    "denial",
    "164.526(d)(1)(i)-(iv)",
    [/ground/, /written statement that you disagree/, /request and this denial along/, /complain to us/, /\+1 503 555 0100/],
  ],
  ["individual-accounting", "extension", "164.528(c)(1)(ii)(A)", [/\*\*January 30, 2027\*\*/]],
  ["individual-accounting", "accounting", "164.528(b)", [/November 1, 2020/, /date \| who received it/, /why/]],
  ["individual-accounting", "fee", "164.528(c)(2)", [/withdraw or change your request/]],
  ["individual-restriction", "agreement", "164.522(a)(1)(iii), (v)", [/emergency/, /paid in full/]],
  ["individual-communication", "refusal", "164.522(b)(2)", [/need not tell us why/]],
  ["complaint", "answer", "164.530(d)(2), (g)(1)", [/complaint/, /Nobody will retaliate/]],
  ["authorization", "refusal", "164.508(b)(2)", [/Is missing: What information/]],
];

for (const [form, kind, cite, words] of MUST)
  test(`${cite}: the letter ${kind} of ${form} says what it must`, () => {
    const text = letter(form, kind, { delayedBy: ["much"], isFirst: "no" });
    for (const word of words) assert.match(text, word);
    assert.match(text, /\[name, from the record\]/);
  });

test("164.524(d)(2)(ii): a ground without a review brings no word of one; each ground of the form has its words", () => {
  assert.doesNotMatch(letter("individual-access", "denial", { grounds: ["legal-action"] }), /right to have this denial reviewed/);
  assert.match(letter("individual-access", "denial", { grounds: ["harms-other-person"] }), /right to have this denial reviewed/);
  for (const { form, definition } of [
    { form: "individual-access", definition: individualAccess },
    { form: "individual-amendment", definition: individualAmendment },
  ]) {
    const grounds = definition.moveFields?.["deny"]?.find(({ name }) => name === "grounds");
    assert.ok(grounds?.type === "choices");
    for (const { value } of grounds.options) assert.doesNotMatch(letter(form, "denial", { grounds: [value] }), /- \[the ground\]/, value);
  }
});

test("a covered entity's record has one letter, that it was passed on; ours has every other", () => {
  const kinds = (whose: string) => lettersOf("individual-access", facts({ whose })).map(({ kind }) => kind);
  assert.deepEqual(kinds("customers"), ["passed-on"]);
  assert.ok(!kinds("ours").includes("passed-on"));
  assert.deepEqual(lettersOf("organization-profile", facts({})), []);
});

test("a letter that it was passed on names the covered entity that the case names, and leaves a blank where it names none", () => {
  const said = (coveredEntity: string | null) =>
    lettersOf("individual-access", { ...facts({ whose: "customers" }), coveredEntity })[0]?.markdown ?? "";
  assert.match(said("Northwater Clinic"), /requests about it: Northwater Clinic, \[how it is reached\]\./);
  assert.match(said(null), /\[which covered entity, and how it is reached\]/);
});

test("what a letter cites is in the rule, and whatever was answered makes no letter fail", () => {
  const forms = [
    "individual-access",
    "individual-amendment",
    "individual-accounting",
    "individual-restriction",
    "individual-communication",
    "complaint",
    "authorization",
  ];
  for (const form of forms) for (const { cites } of lettersOf(form, facts({}))) for (const cite of cites) assert.ok(isInRule(cite), cite);
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      fc.dictionary(
        fc.constantFrom("grounds", "fee", "to", "isFirst", "notReasonable", "delayedBy"),
        fc.oneof(fc.string(), fc.array(fc.string())),
      ),
      (form, answers) => {
        for (const { markdown } of lettersOf(form, facts(answers))) assert.ok(markdown.startsWith("# ") && !markdown.includes("undefined"));
      },
    ),
  );
});
