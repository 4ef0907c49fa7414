// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { countdown, dateAt, daysUntil, due, exact, plural, relative, span, today } from "./times.ts";

const ZONE = "America/Los_Angeles";
const NOW = Date.parse("2026-11-19T22:38:00Z"); // 14:38 PST

test("an instant that is none is never shown as a time", () => {
  assert.equal(relative("soon", NOW), "unknown");
  assert.equal(exact("soon", ZONE), "soon");
});

test("relative times use their largest unit", () => {
  for (const [instant, says] of [
    ["2026-11-19T22:37:50Z", "just now"],
    ["2026-11-19T22:34:00Z", "4 min ago"],
    ["2026-11-19T19:38:00Z", "3 h ago"],
    ["2026-09-19T22:38:00Z", "61 d ago"],
    ["2026-11-19T22:43:00Z", "in 5 min"],
  ] as const)
    assert.equal(relative(instant, NOW), says);
  assert.equal(span(40_000), "40 s");
});

test("an exact time names its zone and milliseconds", () => {
  assert.match(exact("2026-11-19T22:32:07.418Z", ZONE), /^19 Nov 2026, 14:32:07\.418 PST$/);
  assert.match(today(NOW, ZONE), /^Thursday,? 19 November 2026, 14:38 PST$/);
});

test("legal days are calendar days of the organization's zone, also across a clock change", () => {
  assert.equal(daysUntil("2026-11-20T07:59:00Z", ZONE, NOW), 0); // 23:59 the same day in Los Angeles
  assert.equal(daysUntil("2026-11-20T08:00:00Z", ZONE, NOW), 1);
  const october = Date.parse("2026-10-31T22:00:00Z");
  assert.equal(daysUntil("2026-11-02T07:30:00Z", ZONE, october), 1); // 1 November has 25 hours there
});

test("an instant as a date is the day that it was there; a calendar day belongs to no zone", () => {
  assert.equal(dateAt("2026-11-30T00:36:02.474Z", ZONE), "29 November 2026");
  assert.equal(dateAt("2026-11-30", ZONE), "30 November 2026");
});

test("what is due says how late or how soon", () => {
  assert.deepEqual(due("2026-11-19T01:00:00Z", ZONE, NOW), { says: "1 day late", urgency: "late" });
  assert.deepEqual(due("2026-11-20T01:00:00Z", ZONE, NOW), { says: "Today 17:00", urgency: "soon" });
  assert.deepEqual(due("2026-11-24T20:00:00Z", ZONE, NOW), { says: "5 days", urgency: "soon" });
  assert.deepEqual(due("2027-01-02T20:00:00Z", ZONE, NOW), { says: "44 days", urgency: "later" });
});

test("a clock that has run out stays at zero", () => {
  assert.equal(countdown(-1), "0:00");
  assert.equal(countdown(761_000), "12:41");
  assert.equal(plural(1, "entry", "entries"), "1 entry");
  assert.equal(plural(1318, "entry", "entries"), "1,318 entries");
});
