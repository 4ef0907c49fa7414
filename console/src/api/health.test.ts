// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Problem } from "@part164/client/entrance.ts";
import { newsOf, type Health } from "./health.ts";

const health = (...codes: Problem["code"][]): Health => ({
  status: codes.length === 0 ? "ok" : "degraded",
  setUp: true,
  demo: null,
  database: codes.includes("embedded_database") ? "embedded" : "postgresql",
  problems: codes.map((code) => ({ code, says: "" })),
});

test("an embedded database alone is no news; anything beside it is, and anything at all on PostgreSQL", () => {
  const news = (...codes: Problem["code"][]) => newsOf(health(...codes)).map(({ code }) => code);
  assert.deepEqual(news("embedded_database"), []);
  assert.deepEqual(news("embedded_database", "ledger_behind"), ["ledger_behind"]);
  assert.deepEqual(news("tls_renewal_unfinished"), ["tls_renewal_unfinished"]);
  assert.deepEqual(news(), []);
});
