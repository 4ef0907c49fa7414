// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { unprovenRows } from "./unproven-words.ts";

test("two checks of one policy are one row, with the worse of their states and both reasons", () => {
  const policy = { what: "Policy: Contingency plan", cites: ["164.308(a)(7)(i)"] };
  const rows = unprovenRows([
    { ...policy, why: "It was to be looked at again.", check: "policy-contingency-is-in-force", status: "stale" },
    { what: "Backups", why: "", cites: ["164.308(a)(7)(ii)(A)"], check: "backup-is-fresh", status: "stale" },
    { ...policy, why: "Nobody has read it.", check: "policy-contingency-is-known", status: "fail" },
  ]);
  assert.deepEqual(
    rows.map(({ what, status, whys, cites }) => [what, status, whys.length, cites.length]),
    [
      ["Policy: Contingency plan", "fail", 2, 1],
      ["Backups", "stale", 0, 1],
    ],
  );
});
