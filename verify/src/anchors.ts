// SPDX-License-Identifier: Apache-2.0
// Tenants' checkpoints anchored in the organization's log: each such entry is a root that the tenant's log must have had.
import { equal, fromBase64, utf8 } from "./bytes.ts";
import { openCheckpoint, parseCheckpoint, type Checkpoint } from "./checkpoint.ts";
import type { Entry } from "./entry.ts";
import type { CompactRange } from "./compact-range.ts";
import { expect, type VerificationCode } from "./error.ts";
import type { Findings } from "./findings.ts";
import { anyText, object, shaped, size, text } from "./form.ts";
import type { ManifestLog } from "./manifest.ts";
import type { Hash } from "./merkle.ts";
import { parseKey, parseNote } from "./note.ts";

export const ANCHOR_KIND = "ledger.checkpoint.anchor";
export const ANCHORS_FILE = "disclosed/0.jsonl"; // Anchors are entries of the organization's log.

/** `root` in base64, as in the checkpoint; `note` is the tenant's signed checkpoint. */
export type AnchorDetail = { readonly origin: string; readonly size: number; readonly root: string; readonly note: string };

const anchorForm = object({ origin: text, size, root: text, note: anyText });

type Anchor = { readonly index: number; readonly root: Uint8Array; readonly size: number; readonly note: string };

/** Gathers the anchors of a package, in the order of the organization's log. */
export class Anchors {
  readonly #byOrigin = new Map<string, Anchor[]>();

  /** Takes an entry of the organization's log, if it is an anchor. @throws VerificationError `not_anchored`, `rollback` and what notes throw. */
  take(index: number, { kind, outcome, detail }: Entry): void {
    if (kind !== ANCHOR_KIND || outcome !== "done") return;
    const { origin, note, ...anchor } = shaped<AnchorDetail>(detail, anchorForm, "not_anchored", "the anchor");
    const root = fromBase64(anchor.root);
    const said = parseCheckpoint(parseNote(utf8(note)).text);
    const same = said.origin === origin && said.size === anchor.size && equal(said.root, root);
    expect(same, "not_anchored", `anchor ${index} differs from the checkpoint that it holds`);
    const anchors = this.#byOrigin.get(origin) ?? [];
    expect((anchors.at(-1)?.size ?? 0) <= anchor.size, "rollback", `anchor ${index} is of fewer entries than the one before it`);
    anchors.push({ index, root, size: anchor.size, note });
    this.#byOrigin.set(origin, anchors);
  }

  /** The roots that the log `origin` must have had. */
  milestones(origin: string): Milestone[] {
    return (this.#byOrigin.get(origin) ?? []).map(({ index, root, size }) => ({
      size,
      root,
      code: "rollback",
      file: ANCHORS_FILE,
      who: `the anchor in entry ${index} of the organization's log`,
    }));
  }

  /**
   * That the last anchor of a tenant's log is the checkpoint in the package, and holds its signature. A log without entries needs none.
   * @throws VerificationError `not_anchored` and what `openCheckpoint` throws.
   */
  async expectLast({ origin, key }: ManifestLog, checkpoint: Checkpoint): Promise<void> {
    const last = this.#byOrigin.get(origin)?.at(-1);
    if (last === undefined && checkpoint.size === 0) return;
    expect(last !== undefined, "not_anchored", "no entry of the organization's log that is shown anchors this checkpoint");
    await openCheckpoint(utf8(last.note), origin, [parseKey(key)]);
    const same = last.size === checkpoint.size && equal(last.root, checkpoint.root);
    expect(same, "not_anchored", `the last anchor is of ${last.size} entries, the checkpoint of ${checkpoint.size}, or of another root`);
  }
}

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
