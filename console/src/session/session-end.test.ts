// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { sessionEnd, shouldExtend } from "./session-end.ts";

const NOW = Date.parse("2026-11-19T22:00:00Z");
const session = { idleEndsAt: "2026-11-19T22:05:00Z", endsAt: "2026-11-20T06:00:00Z", idleMin: 15 };

test("a background poll does not move the end: only our own requests do", () => {
  assert.deepEqual(sessionEnd(session, NOW - 14 * 60_000, NOW), { inMs: 5 * 60_000, why: "idle" });
  assert.deepEqual(sessionEnd(session, NOW, NOW), { inMs: 15 * 60_000, why: "idle" });
});

test("the absolute limit wins when it comes first", () => {
  assert.deepEqual(sessionEnd({ ...session, endsAt: "2026-11-19T22:00:30Z" }, NOW, NOW), { inMs: 30_000, why: "limit" });
});

test("typing keeps the session, an empty chair does not", () => {
  const end = { inMs: 5 * 60_000, why: "idle" } as const;
  assert.equal(shouldExtend(end, 15, NOW - 5_000, NOW), true);
  assert.equal(shouldExtend(end, 15, NOW - 120_000, NOW), false);
  assert.equal(shouldExtend({ inMs: 12 * 60_000, why: "idle" }, 15, NOW - 5_000, NOW), false);
});

test("once the warning shows, only the button keeps the session; the limit cannot be moved", () => {
  assert.equal(shouldExtend({ inMs: 30_000, why: "idle" }, 15, NOW, NOW), false);
  assert.equal(shouldExtend({ inMs: 5 * 60_000, why: "limit" }, 15, NOW, NOW), false);
});
