// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { discoveredIn } from "./clocks-of.ts";
import { onEarlierDay } from "./discovered.ts";

const ZONE = "America/Los_Angeles";

test("a discovery written in UTC falls on the organization's day, which is the earlier; one written elsewhere keeps its earlier day", () => {
  const of = (discoveredAt: string): unknown => onEarlierDay({ discoveredAt }, {}, ZONE)["discoveredAt"];
  assert.equal(of("2026-11-02T00:03:00Z"), "2026-11-01T16:03:00-08:00");
  assert.equal(of("2026-11-02T00:30:00-05:00"), "2026-11-01T21:30:00-08:00");
  assert.equal(of("2026-11-01T23:30:00-10:00"), undefined, "in Hawaii it was still yesterday");
  assert.equal(of("2026-11-01T16:03:00-08:00"), undefined);
});

test("what stood before stays as it is", () => {
  const written = { discoveredAt: "2026-11-02T00:03:00Z" };
  assert.deepEqual(onEarlierDay(written, written, ZONE), {});
});

test("whatever is written, the moment stays, and its day is never later than where it was written nor than the organization's", () => {
  const instants = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(instants, fc.integer({ min: -12, max: 14 }), fc.constantFrom(ZONE, "Pacific/Kiritimati", "UTC"), (at, hours, zone) => {
      const offset = `${hours < 0 ? "-" : "+"}${String(Math.abs(hours)).padStart(2, "0")}:00`;
      const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
      const discoveredAt = instant.toZonedDateTimeISO(offset).toString({ timeZoneName: "never" });
      const found = discoveredIn({ discoveredAt, ...onEarlierDay({ discoveredAt }, {}, zone) });
      assert.equal(found?.epochMilliseconds, at.getTime());
      const days = [discoveredAt.slice(0, 10), instant.toZonedDateTimeISO(zone).toPlainDate().toString()].sort();
      assert.equal(found?.toPlainDate().toString(), days[0]);
    }),
  );
});
