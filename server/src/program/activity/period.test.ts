// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { MS_PER_DAY, MS_PER_HOUR } from "#base/clock.ts";
import { holesIn, nextPeriod, nightsOf, PERIOD_DAYS_MAX, periodsBefore, SETTLED_MS, startOf } from "./period.ts";

const ZONES = ["America/Los_Angeles", "UTC", "Pacific/Apia", "Europe/Berlin", "Asia/Kathmandu"];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) }).map((ms) => new Date(ms));

test("periods follow each other without a hole and without an overlap, whenever somebody looks", () => {
  fc.assert(
    fc.property(zone, instant, fc.array(fc.integer({ min: 0, max: 60 * MS_PER_DAY }), { maxLength: 12 }), (where, setUpAt, waits) => {
      let [last, now]: [Date | null, Date] = [null, setUpAt];
      for (const wait of waits) {
        now = new Date(now.getTime() + wait);
        const span = nextPeriod({ last, setUpAt, now, zone: where });
        if (span === null) continue;
        if (last !== null) assert.equal(span.from.getTime(), last.getTime());
        else assert.ok(span.from <= setUpAt);
        assert.ok(span.from < span.to && span.to.getTime() <= now.getTime() - SETTLED_MS, "what may still come is left");
        assert.ok(span.to.getTime() - span.from.getTime() <= PERIOD_DAYS_MAX * MS_PER_DAY + 25 * MS_PER_HOUR);
        last = span.to;
      }
    }),
  );
});

test("only the first period ends within a day; after it today is left to tomorrow", () => {
  const setUpAt = new Date("2026-11-29T20:00:00Z");
  const now = new Date("2026-11-29T21:00:00Z");
  const first = nextPeriod({ last: null, setUpAt, now, zone: "America/Los_Angeles" });
  assert.deepEqual(first, { from: new Date("2026-11-29T08:00:00Z"), to: new Date("2026-11-29T20:59:00Z") });
  const again = { last: first?.to ?? null, setUpAt, zone: "America/Los_Angeles" };
  assert.equal(nextPeriod({ ...again, now: new Date("2026-11-30T07:59:00Z") }), null);
  assert.equal(nextPeriod({ ...again, now: new Date("2026-11-30T08:01:00Z") })?.to.toISOString(), "2026-11-30T08:00:00.000Z");
});

test("a day begins where its zone says, also where a clock change leaves midnight out", () => {
  assert.equal(startOf("2026-11-01", "America/Los_Angeles").toISOString(), "2026-11-01T07:00:00.000Z");
  assert.equal(startOf("2026-11-02", "America/Los_Angeles").toISOString(), "2026-11-02T08:00:00.000Z");
});

test("holes are exactly what nothing covers", () => {
  const hour = fc.integer({ min: 0, max: 60 });
  const at = (h: number): Date => new Date(h * MS_PER_HOUR);
  fc.assert(
    fc.property(fc.array(fc.tuple(hour, hour), { maxLength: 8 }), hour, hour, (pairs, a, b) => {
      const covered = pairs.filter(([from, to]) => from < to).map(([from, to]) => ({ from: at(from), to: at(to) }));
      const [since, until] = [Math.min(a, b), Math.max(a, b)];
      const holes = holesIn(covered, at(since), at(until));
      for (let h = 0; h < 60; h += 1) {
        const middle = (h + 0.5) * MS_PER_HOUR;
        const isIn = ({ from, to }: { from: Date; to: Date }): boolean => from.getTime() < middle && middle < to.getTime();
        assert.equal(holes.some(isIn), h >= since && h < until && !covered.some(isIn), `hour ${h}`);
      }
    }),
  );
});

test("nights lie within their time, do not overlap, and the clock of their zone says night", () => {
  fc.assert(
    fc.property(zone, instant, fc.integer({ min: 1, max: 20 * MS_PER_DAY }), (where, from, lengthMs) => {
      const to = new Date(from.getTime() + lengthMs);
      let reached = from.getTime();
      for (const night of nightsOf({ from, to }, where, { fromHour: 22, toHour: 6 })) {
        assert.ok(night.from.getTime() >= reached && night.from < night.to && night.to <= to);
        reached = night.to.getTime();
        for (const ms of [night.from.getTime(), night.to.getTime() - 1]) {
          const { hour } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(where);
          assert.ok(hour >= 22 || hour < 6, `${hour} in ${where}`);
        }
      }
    }),
  );
});

test("the periods before are as long, and end where the next begins", () => {
  const span = { from: new Date("2026-11-08T00:00:00Z"), to: new Date("2026-11-15T00:00:00Z") };
  const [nearest, next] = periodsBefore(span, 2);
  assert.deepEqual(nearest, { from: new Date("2026-11-01T00:00:00Z"), to: span.from });
  assert.deepEqual(next, { from: new Date("2026-10-25T00:00:00Z"), to: nearest?.from });
});
