// SPDX-License-Identifier: Apache-2.0
// Tenants' checkpoints anchored in the organization's log: each such entry is a root that the tenant's log must have had.
import { equal, fromBase64, utf8 } from "./bytes.ts";
import { openCheckpoint, parseCheckpoint, type Checkpoint } from "./checkpoint.ts";
import type { Entry } from "./entry.ts";
import { expect } from "./error.ts";
import { anyText, object, shaped, size, text } from "./form.ts";
import type { ManifestLog } from "./manifest.ts";
import type { Milestone } from "./milestones.ts";
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
