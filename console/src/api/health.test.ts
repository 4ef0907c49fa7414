// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnwell, type Health } from "./health.ts";

const health = (database: Health["database"], problems: readonly string[]): Health => ({
  status: problems.length === 0 ? "ok" : "degraded",
  setUp: true,
  demo: null,
  database,
  problems,
});

test("an embedded database alone is no news; anything beside it is, and anything at all on PostgreSQL", () => {
  assert.equal(isUnwell(health("embedded", ["embedded"])), false);
  assert.equal(isUnwell(health("embedded", ["embedded", "lag"])), true);
  assert.equal(isUnwell(health("postgresql", ["lag"])), true);
  assert.equal(isUnwell(health("postgresql", [])), false);
});
