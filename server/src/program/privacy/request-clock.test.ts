// SPDX-License-Identifier: Apache-2.0
// The clocks of individuals' requests: days counted by hand for each paragraph, and what holds for every day.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { daysBetween } from "../calendar.ts";
import {
  accountedSince,
  extendedLimit,
  firstLimit,
  passOnBy,
  plusWorkingDays,
  suspendedUntil,
  type TimedRight,
  whyNoExtension,
} from "./request-clock.ts";

const RIGHTS: readonly TimedRight[] = ["access", "amendment", "accounting"];

/** Counted on a calendar: received, right, last day, last day with the extension. */
const BY_HAND: readonly (readonly [string, TimedRight, string, string])[] = [
  ["2026-11-29", "access", "2026-12-29", "2027-01-28"], // Over the end of the year.
  ["2028-01-30", "access", "2028-02-29", "2028-03-30"], // To the leap day itself.
  ["2027-01-30", "access", "2027-03-01", "2027-03-31"], // A February without one.
  ["2026-03-08", "access", "2026-04-07", "2026-05-07"], // The clock change in the United States moves no day.
  ["2026-12-31", "amendment", "2027-03-01", "2027-03-31"],
  ["2028-02-29", "amendment", "2028-04-29", "2028-05-29"],
  ["2026-11-01", "accounting", "2026-12-31", "2027-01-30"], // The day of the other clock change.
];

for (const [received, right, first, last] of BY_HAND)
  test(`164.524(b)(2), 164.526(b)(2), 164.528(c)(1): ${right} received on ${received} is due on ${first}, extended on ${last}`, () => {
    assert.equal(firstLimit(right, received), first);
    assert.equal(extendedLimit(right, received), last);
  });

const aDay = fc.integer({ min: 0, max: 60_000 }).map((days) => Temporal.PlainDate.from("2000-01-01").add({ days }).toString());

test("the limits are 30 and 60 days after any day of receipt, and the extension 30 more", () => {
  fc.assert(
    fc.property(aDay, fc.constantFrom(...RIGHTS), (received, right) => {
      const days = right === "access" ? 30 : 60;
      assert.equal(daysBetween(received, firstLimit(right, received)), days);
      assert.equal(daysBetween(received, extendedLimit(right, received)), days + 30);
    }),
  );
});

test("164.524(b)(2)(ii)(A): the statement is sent within the first limit, its last day included, and never after", () => {
  const sent = (today: string, statementSentOn: string) =>
    whyNoExtension({ right: "access", receivedOn: "2026-11-01", today, statementSentOn });
  assert.equal(sent("2026-12-01", "2026-12-01"), null, "the 30th day is in time");
  assert.match(sent("2026-12-02", "2026-12-01") ?? "", /first limit was 2026-12-01/);
  assert.match(sent("2026-11-10", "2026-11-11") ?? "", /today or before/);
  assert.match(sent("2026-11-10", "2026-10-31") ?? "", /before the request came/);
});

test("164.528(a)(2)(ii)(C): an oral word suspends for 30 days at most, a written one for as long as it says", () => {
  assert.equal(suspendedUntil({ isWritten: false, statedOn: "2026-12-15", until: "2027-06-30" }), "2027-01-14");
  assert.equal(suspendedUntil({ isWritten: false, statedOn: "2026-12-15", until: "2026-12-20" }), "2026-12-20");
  assert.equal(suspendedUntil({ isWritten: true, statedOn: "2026-12-15", until: "2027-06-30" }), "2027-06-30");
});

test("164.528(a)(1): an accounting reaches back six years, from the leap day to the 28th", () => {
  assert.equal(accountedSince("2026-11-29"), "2020-11-29");
  assert.equal(accountedSince("2028-02-29"), "2022-02-28");
});

test("working days leave out Saturdays and Sundays", () => {
  assert.equal(plusWorkingDays("2026-11-27", 2), "2026-12-01", "from a Friday over the weekend");
  assert.equal(plusWorkingDays("2026-11-28", 1), "2026-11-30", "from a Saturday");
  fc.assert(
    fc.property(aDay, fc.integer({ min: 1, max: 60 }), (day, days) => {
      const end = plusWorkingDays(day, days);
      assert.ok(Temporal.PlainDate.from(end).dayOfWeek < 6);
      assert.ok(daysBetween(day, end) >= days && daysBetween(day, end) <= days + 2 * Math.ceil(days / 5) + 1);
    }),
  );
});

test("164.504(e)(2)(ii): a contract's days hold where they are sooner than the policy's", () => {
  assert.equal(passOnBy({ receivedOn: "2026-11-27", contractDays: null, workingDays: 2 }), "2026-12-01");
  assert.equal(passOnBy({ receivedOn: "2026-11-27", contractDays: 1, workingDays: 2 }), "2026-11-28");
  assert.equal(passOnBy({ receivedOn: "2026-11-27", contractDays: 30, workingDays: 2 }), "2026-12-01");
});
