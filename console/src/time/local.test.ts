// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { instantIn, localIn, offsetName } from "./local.ts";

const CHICAGO = "America/Chicago";

test("a time typed where the organization is keeps that day's offset", () => {
  assert.equal(instantIn("2026-12-29T18:40", CHICAGO), "2026-12-29T18:40:00-06:00");
  assert.equal(instantIn("2026-07-01T09:05", CHICAGO), "2026-07-01T09:05:00-05:00");
  assert.equal(instantIn("2026-12-29T18:40"), "2026-12-29T18:40:00+00:00");
  assert.equal(offsetName("2026-12-29T18:40:00-06:00"), "UTC-06:00");
});

test("the hour that comes twice is the first of the two, and the skipped one is moved on", () => {
  assert.equal(instantIn("2026-11-01T01:30", CHICAGO), "2026-11-01T01:30:00-05:00");
  assert.equal(instantIn("2026-03-08T02:30", CHICAGO), "2026-03-08T03:30:00-05:00");
});

test("what is no time is none", () => {
  for (const text of ["", "2026-12-29", "tomorrow", "2026-13-40T99:99"]) assert.equal(instantIn(text, CHICAGO), null);
  assert.equal(localIn("never", CHICAGO), "");
});

test("what was typed is read back, in any zone", () => {
  const zones = [CHICAGO, "UTC", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns"];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000 }), fc.constantFrom(...zones), (hours, zone) => {
      const instant = instantIn(localIn(new Date(hours * 1_800_000).toISOString(), zone), zone);
      assert.ok(instant !== null);
      assert.equal(localIn(instant, zone), localIn(new Date(hours * 1_800_000).toISOString(), zone));
      assert.equal(instantIn(localIn(instant, zone), zone), instant);
    }),
  );
});
