// SPDX-License-Identifier: Apache-2.0
// A decision that a verdict rests on stands in the ledger: as the approval of just that, or the package does not verify.
import assert from "node:assert/strict";
import test from "node:test";
import { CheckEntries, parseAssessment, type Assessment } from "./assessment.ts";
import type { Entry } from "./entry.ts";
import { VerificationError } from "./error.ts";

const EVENT = "01890000-0000-7000-8000-000000000007";
const CITE = "164.312(a)(2)(iii)";

function assessment(change: (given: Record<string, unknown>) => void = () => {}): Uint8Array {
  const requirement = {
    cite: CITE,
    kind: "implementation-specification",
    designation: "addressable",
    parent: null,
    applies: true,
    aspects: [],
    decision: "implement",
    verdict: "not-assessed",
  };
  const approvals = [{ cite: CITE, decided: "implement", event: EVENT, index: 7 }];
  const given = { format: "part164/verdicts/v1", asOf: "2026-03-01T08:00:00.000Z", requirements: [requirement], checks: [], approvals };
  change(given);
  return Buffer.from(JSON.stringify(given), "utf8");
}

const ENTRY = {
  id: EVENT,
  kind: "program.submission.move",
  outcome: "done",
  at: "2026-02-01T08:00:00.000Z",
  record: { type: "program.form.addressable-decision", id: EVENT, version: 3 },
  detail: { to: "approved", about: CITE, decided: "implement" },
} as unknown as Entry; // What is looked at of an entry that led to its leaf.

const read = (change?: (given: Record<string, unknown>) => void): Assessment => parseAssessment(assessment(change));
const isBad = (error: unknown): boolean => error instanceof VerificationError && error.code === "bad_verdicts";

test("a decision whose approval is in the ledger is believed", () => {
  const entries = new CheckEntries(read());
  entries.take(7, ENTRY);
  entries.end();
});

test("a decision without an approval is not", () => {
  assert.throws(() => read((given) => (given["approvals"] = [])), isBad);
  assert.throws(() => read((given) => delete given["approvals"]), isBad);
  assert.throws(() => read((given) => (given["approvals"] = [{ cite: CITE, decided: "alternative", event: EVENT, index: 7 }])), isBad);
  assert.throws(() => new CheckEntries(read()).end(), isBad, "its entry is not shown");
});

const OTHERWISE: readonly (readonly [string, Partial<Entry>])[] = [
  ["is of another act", { kind: "program.submission.create" }],
  ["was refused", { outcome: "refused" }],
  ["is another", { id: "01890000-0000-7000-8000-000000000008" } as Partial<Entry>],
  ["rejects", { detail: { to: "rejected", about: CITE, decided: "implement" } }],
  ["is about something else", { detail: { to: "approved", about: "164.312(b)", decided: "implement" } }],
  ["decides otherwise", { detail: { to: "approved", about: CITE, decided: "not-reasonable" } }],
  ["is of another form", { record: { type: "program.form.exclusion", id: EVENT, version: 3 } }],
];
for (const [what, change] of OTHERWISE)
  test(`a decision whose entry ${what} is not believed`, () => {
    assert.throws(() => new CheckEntries(read()).take(7, { ...ENTRY, ...change }), isBad);
  });

test("one entry approves one thing", () => {
  const twice = [0, 1].map(() => ({ cite: CITE, decided: "implement", event: EVENT, index: 7 }));
  assert.throws(() => read((given) => (given["approvals"] = twice)), isBad);
});
