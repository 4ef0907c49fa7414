// SPDX-License-Identifier: Apache-2.0
// Tables of tampering: what was done, and every fault that the answer must name, no fewer and no more.
import assert from "node:assert/strict";
import test from "node:test";
import type { Entry } from "../src/entry.ts";
import type { VerificationCode } from "../src/error.ts";
import { logged, sample, type Sample, type SampleLog } from "./sample-package.ts";
import { answerTo, type Bend } from "./verify-sample.ts";

/** A fault by code and file; `reason` where two guards would name the same. */
export type Expected = readonly [code: VerificationCode, file: string, reason?: RegExp];

export type Case = readonly [what: string, expected: readonly Expected[], bend: Bend, change?: (made: Sample) => void | Promise<void>];

/** A test of each case. */
export function testCases(group: string, cases: readonly Case[]): void {
  for (const [what, expected, bend, change] of cases)
    test(`${group}: ${what} is found`, async () => {
      const made = await sample();
      await change?.(made);
      const { verified, faults } = await answerTo(made, bend);
      assert.equal(verified, false);
      const found = faults.map(({ code, file }) => `${code} ${file}`);
      assert.deepEqual(found.sort(), expected.map(([code, file]) => `${code} ${file}`).sort(), JSON.stringify(faults, null, 1));
      for (const [, , reason] of expected)
        if (reason)
          assert.ok(
            faults.some((fault) => reason.test(fault.reason)),
            JSON.stringify(faults),
          );
    });
}

/** The value, which the sample holds. */
export function held<T>(value: T | undefined): T {
  assert.ok(value !== undefined);
  return value;
}

export function logAt(made: Sample, n: number): SampleLog {
  return held(made.logs[n]);
}

/** Replaces an entry of the organization's log by one that says something else, as the organization could before it signs. */
export function amend(made: Sample, index: number, more: Partial<Entry>): void {
  const log = logAt(made, 0);
  const { id, ...entry } = held(log.entries[index]).entry;
  made.logs[0] = { ...log, entries: log.entries.with(index, logged(log.owner, { ...entry, id, ...more })) };
}
