// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Log } from "./log.ts";
import { logToOpen } from "./log-to-open.ts";

const log = (name: string, checkpointAt: string | null): Log => ({
  log: name,
  name,
  origin: name,
  key: "",
  size: 0,
  root: "",
  checkpointAt,
  lagMs: 0,
});
const LOGS = [log("organization", "2026-11-22T12:00:00Z"), log("one", "2026-11-20T12:00:00Z"), log("two", "2026-11-21T12:00:00Z")];

test("the ledger opens on the session's tenant, else on the tenant signed last, else on the organization", () => {
  assert.equal(logToOpen(LOGS, "one"), "one");
  assert.equal(logToOpen(LOGS, null), "two");
  assert.equal(logToOpen(LOGS, "not-among-them"), "two");
  assert.equal(logToOpen([log("organization", null), log("one", null)], null), "organization");
  assert.equal(logToOpen([], null), "organization");
});
