// SPDX-License-Identifier: Apache-2.0
// Standing is a function of contracts and the day: whatever they are, PHI is covered on exactly the days on which one holds.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { plusDays } from "../calendar.ts";
import { holdsOn, nextStepFor, reviewStanding, standingOf, type Term } from "./standing.ts";

const START = "2026-01-01";
const day = fc.nat(400).map((n) => plusDays(START, n));
const term = fc.record({
  id: fc.uuid(),
  state: fc.constantFrom("draft", "submitted", "in force", "superseded", "terminated", "closed", "discarded"),
  coversPhi: fc.boolean(),
  startsOn: fc.option(day),
  endsOn: fc.option(day),
  returnBy: fc.option(day),
  isExtended: fc.boolean(),
});
const whole = (more: Partial<Term> = {}): Term => ({
  id: "one",
  state: "in force",
  coversPhi: true,
  startsOn: START,
  endsOn: null,
  returnBy: null,
  isExtended: false,
  ...more,
});

test("164.308(b)(1), 164.502(e)(1): it stands as in force on exactly the days on which a contract holds", () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 6 }), day, fc.boolean(), (terms, on, isNeeded) => {
      const { is } = standingOf(terms, on, isNeeded);
      const holds = terms.some((one) => holdsOn(one, on));
      assert.equal(is === "in-force" || is === "ending", holds, is);
      if (is === "not-needed") assert.equal(isNeeded, false);
    }),
  );
});

test("a contract is never in force again once its last day is over", () => {
  fc.assert(
    fc.property(day, fc.nat(400), (endsOn, more) => {
      const { is } = standingOf([whole({ endsOn })], plusDays(endsOn, more + 1), true);
      assert.equal(is, "expired");
      assert.notEqual(standingOf([whole({ endsOn })], endsOn, true).is, "expired");
    }),
  );
});

test("164.504(e)(2)(ii)(J): what ended without proof is late from the day after its day, and protected further where return is not feasible", () => {
  const ended = whole({ state: "terminated", returnBy: "2026-03-01" });
  assert.equal(standingOf([ended], "2026-03-01", true).is, "return-open");
  assert.deepEqual(standingOf([ended], "2026-03-02", true), { is: "return-late", contract: "one", endsOn: null, days: -1 });
  assert.equal(standingOf([whole({ state: "closed", isExtended: true })], "2026-03-02", true).is, "extended");
  assert.equal(standingOf([whole({ state: "closed" })], "2026-03-02", true).is, "none");
  assert.equal(standingOf([whole({ coversPhi: false })], "2026-03-02", true).is, "being-made");
});

test("what is uncovered while PHI passes is the next step, and urgent", () => {
  const next = (is: Parameters<typeof nextStepFor>[0]["contract"]["is"], passes: boolean, review: "fresh" | "overdue" | "none" = "fresh") =>
    nextStepFor({ id: "x", passes, contract: { is, contract: null, endsOn: null, days: null }, review: { is: review } });
  for (const is of ["none", "being-made", "return-open"] as const) {
    assert.equal(next(is, true)?.isUrgent, true, is);
    assert.equal(next(is, false)?.isUrgent, false, is);
  }
  for (const is of ["expired", "return-late"] as const) assert.equal(next(is, false)?.isUrgent, true, is);
  assert.equal(next("in-force", true), null);
  assert.match(next("ending", true, "overdue")?.says ?? "", /review is overdue/);
  assert.match(next("in-force", true, "none")?.says ?? "", /security/);
  assert.equal(next("not-needed", true, "none"), null);
});

test("a review is fresh on its day, and overdue after it; whom we serve is not reviewed by us", () => {
  assert.equal(reviewStanding("vendor", "2026-03-01", "2026-03-01"), "fresh");
  assert.equal(reviewStanding("vendor", "2026-03-01", "2026-03-02"), "overdue");
  assert.equal(reviewStanding("vendor", null, "2026-03-02"), "none");
  assert.equal(reviewStanding("customer", null, "2026-03-02"), "not-asked");
});
