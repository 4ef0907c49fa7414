// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { plusDays } from "../calendar.ts";
import { custodianOn, custodyOf, type Handed } from "./custody.ts";
import { evidenceOf, PATCHED_DAYS } from "./evidence.ts";

const handed = (custodian: string, since: string, state = "in use"): Handed => ({
  state,
  answers: { custodian, since, where: "remote" },
  by: null,
});
const day = (n: number): string => plusDays("2026-01-01", n);

test("a correction with an earlier day takes the place of what was said of the days after it", () => {
  const periods = custodyOf([handed("ann", day(0)), handed("ben", day(10)), handed("cem", day(5))]);
  assert.deepEqual(
    periods.map(({ custodian, from, to }) => [custodian, from, to]),
    [
      ["ann", day(0), day(5)],
      ["cem", day(5), null],
    ],
  );
});

test("on any day one person at most has a device, and today who is written down", () => {
  const versions = fc.array(fc.tuple(fc.constantFrom("ann", "ben", "cem"), fc.integer({ min: 0, max: 400 })), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(versions, fc.integer({ min: -5, max: 500 }), (all, n) => {
      const periods = custodyOf(all.map(([custodian, since]) => handed(custodian, day(since))));
      const holders = periods.filter(({ from, to }) => from <= day(n) && (to === null || day(n) < to));
      assert.ok(holders.length <= 1);
      assert.equal(custodianOn(periods, day(500)), all.at(-1)?.[0]);
      periods.slice(1).forEach(({ from }, k) => assert.equal(periods[k]?.to, from, "No gap."));
      assert.equal(periods.filter(({ to }) => to === null).length, 1);
    }),
  );
});

const DEVICE = { state: "in use", answers: { kind: "laptop", holds: "may" } };
const RULES = { checkDays: 90, lockMinutes: 5 };
const GOOD = { checkedOn: day(0), encrypted: "yes", lock: 5, patchedOn: day(0), malware: "yes", firewall: "yes" };

test("a check counts on each day before it is stale, and on none after; nothing that was not answered passes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 92 }), (n, checkDays) => {
      const { standing } = evidenceOf(DEVICE, GOOD, { today: day(n), rules: { ...RULES, checkDays } });
      assert.equal(standing, n < checkDays ? "fresh" : "stale");
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom("encrypted", "lock", "patchedOn", "malware", "firewall"), (left) => {
      const check = Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== left));
      assert.equal(evidenceOf(DEVICE, check, { today: day(0), rules: RULES }).standing, "failing");
    }),
  );
});

test("the limits are inclusive: five minutes of five pass, six do not; sixty days of updates pass, sixty-one do not", () => {
  const standing = (more: object): string => evidenceOf(DEVICE, { ...GOOD, ...more }, { today: day(0), rules: RULES }).standing;
  assert.deepEqual([standing({ lock: 5 }), standing({ lock: 6 }), standing({ lock: 0 })], ["fresh", "failing", "failing"]);
  assert.deepEqual([standing({ patchedOn: day(-PATCHED_DAYS) }), standing({ patchedOn: day(-PATCHED_DAYS - 1) })], ["fresh", "failing"]);
});

test("a medium is only encrypted; what is in storage, holds nothing or cannot be looked at needs no check", () => {
  const medium = { state: "in use", answers: { kind: "medium", holds: "holds" } };
  assert.equal(evidenceOf(medium, { checkedOn: day(0), encrypted: "yes" }, { today: day(0), rules: RULES }).standing, "fresh");
  for (const device of [
    { state: "in storage", answers: DEVICE.answers },
    { state: "in use", answers: { kind: "laptop", holds: "none" } },
    { state: "in use", answers: { kind: "paper", holds: "holds" } },
  ])
    assert.equal(evidenceOf(device, null, { today: day(0), rules: RULES }).standing, "not-needed");
});
