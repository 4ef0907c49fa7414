// SPDX-License-Identifier: Apache-2.0
import { equal } from "./bytes.ts";
import type { CompactRange } from "./compact-range.ts";
import type { VerificationCode } from "./error.ts";
import type { Findings } from "./findings.ts";
import type { Hash } from "./merkle.ts";

/** A root that a log must have had at some size, and who says so. */
export type Milestone = {
  readonly size: number;
  readonly root: Hash;
  readonly code: VerificationCode;
  readonly file: string;
  readonly who: string;
};

/** The milestones of one log, met in order of size as its tree grows. */
export class Milestones {
  readonly #ahead: Milestone[];
  readonly #findings: Findings;

  constructor(milestones: readonly Milestone[], findings: Findings) {
    this.#ahead = milestones.toSorted((a, b) => b.size - a.size); // The next one is last.
    this.#findings = findings;
  }

  /** True if the next one lies below `size`. */
  isBefore(size: number): boolean {
    return (this.#ahead.at(-1)?.size ?? size) < size;
  }

  /** Compares all that are due at the size that `range` has reached. */
  meet(range: CompactRange): void {
    for (let next = this.#ahead.at(-1); next?.size === range.size; next = this.#ahead.at(-1)) {
      const { size, root, code, file, who } = next;
      if (!equal(range.root(), root)) this.#findings.fault(code, file, `${who} has another root at ${size} entries: the log was rewritten`);
      this.#ahead.pop();
    }
  }

  /** To be called at the end: those that are left lie beyond the log. */
  end(size: number): void {
    for (const { code, file, who, size: wanted } of this.#ahead)
      this.#findings.fault(code, file, `${who} has ${wanted} entries and this log ${size}: the newest are gone`);
  }
}
