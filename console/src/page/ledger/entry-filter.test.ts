// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { narrowing, resolveFilter } from "./entry-filter.ts";

const NOW = Date.parse("2026-11-19T22:38:41.500Z");

test("a moving range becomes an instant to the minute; an instant stays as it is", () => {
  assert.equal(resolveFilter({ from: "24h" }, NOW).from, "2026-11-18T22:38:00.000Z");
  assert.equal(resolveFilter({ from: "2026-01-01T00:00:00Z" }, NOW).from, "2026-01-01T00:00:00Z");
  assert.deepEqual(resolveFilter({ kind: "phi.record.read" }, NOW), { kind: "phi.record.read" });
});

test("choosing a log is not a filter", () => {
  assert.equal(narrowing({ log: "organization" }), 0);
  assert.equal(narrowing({ log: "organization", from: "24h", outcome: "refused" }), 2);
});
