// SPDX-License-Identifier: Apache-2.0
// Tenants' logs that disagree with what the organization's log says of them, everything signed by the keys it should be.
import { amend, held, logAt, testCases, type Case } from "../test/cases.ts";
import { tenantKeys, testKey } from "../test/keys.ts";
import { anchorOf, logged, type Sample } from "../test/sample-package.ts";

const tenant = held(tenantKeys[1]);

/** Shortens a log, and shows none of its entries. */
const cut = (n: number, length: number): ((made: Sample) => void) => {
  return (made) => {
    const log = logAt(made, n);
    made.logs[n] = { ...log, entries: log.entries.slice(0, length) };
    made.disclosed.delete(n);
  };
};

/** Replaces an entry of the first tenant, keeping everything else true to it. */
const rewrite = (index: number): ((made: Sample) => void) => {
  return (made) => {
    const log = logAt(made, 1);
    made.logs[1] = { ...log, entries: log.entries.with(index, logged(log.owner)) };
  };
};

const detailOf = (made: Sample, index: number): Record<string, never> =>
  held(logAt(made, 0).entries[index]).entry.detail as Record<string, never>; // To be spread only.

const BEYOND = ["rollback", "disclosed/0.jsonl"] as const;
const NOT_LAST = ["not_anchored", "logs/1/checkpoint"] as const;

const CASES: readonly Case[] = [
  ["the newest entries of a tenant taken back", [BEYOND, NOT_LAST], {}, cut(1, 200)],
  ["a tenant taken back to an anchor", [BEYOND, NOT_LAST], {}, cut(1, 100)],
  ["a tenant's log emptied", [BEYOND, BEYOND, NOT_LAST], {}, cut(1, 0)],
  ["a tenant's old entry rewritten", [BEYOND, BEYOND, NOT_LAST], {}, rewrite(50)],
  ["a tenant's new entry rewritten", [BEYOND, NOT_LAST], {}, rewrite(150)],
  [
    "a tenant's log that went on after its last anchor",
    [["not_anchored", "logs/2/checkpoint"]],
    {},
    (made) => {
      const log = logAt(made, 2);
      made.logs[2] = { ...log, entries: [...log.entries, logged(log.owner)] };
    },
  ],
  [
    "a tenant without an anchor shown",
    [["not_anchored", "logs/2/checkpoint"]],
    {},
    (made) => void made.disclosed.set(0, [260, 261, 262, 264, 265]),
  ],
  ["the last anchor of a tenant not shown", [NOT_LAST], {}, (made) => void made.disclosed.set(0, [260, 261, 262, 263, 264])],
  ["an anchor that was not made", [NOT_LAST], {}, (made) => amend(made, 265, { outcome: "failed" })],
  [
    "an anchor that differs from its own note",
    [["not_anchored", "disclosed/0.jsonl line 7"], NOT_LAST],
    {},
    (made) => amend(made, 265, { detail: { ...detailOf(made, 265), size: 299 } }),
  ],
  [
    "an anchor that lacks a key",
    [["not_anchored", "disclosed/0.jsonl line 7"], NOT_LAST],
    {},
    (made) => amend(made, 265, { detail: { origin: "x" } }),
  ],
  [
    "anchors that run backwards",
    [["rollback", "disclosed/0.jsonl line 7"]],
    {},
    (made) => {
      const [early, late] = [detailOf(made, 260), detailOf(made, 265)];
      amend(made, 260, { detail: late });
      amend(made, 265, { detail: early });
    },
  ],
  [
    "an anchor with a stranger's signature",
    [["unknown_signer", "logs/2/checkpoint"]],
    {},
    async (made) => {
      const stranger = testKey(tenant.key.name, 99);
      const forged = await anchorOf({ ...logAt(made, 2), key: stranger });
      amend(made, 263, { detail: forged.entry.detail });
    },
  ],
];

testCases("the anchors", CASES);
