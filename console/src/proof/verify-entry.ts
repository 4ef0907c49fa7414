// SPDX-License-Identifier: Apache-2.0
// Verifies one entry in this browser, with the code an auditor runs: nothing the server says is believed but the log's key.
import { fromBase64, hex, utf8 } from "@part164/verify/bytes.ts";
import { openCheckpoint } from "@part164/verify/checkpoint.ts";
import { decodeEntry } from "@part164/verify/entry.ts";
import { VerificationError } from "@part164/verify/error.ts";
import { decodeLeaf, leadsTo } from "@part164/verify/leaf.ts";
import { leafHash, nodeHash, verifyInclusion, type Hash } from "@part164/verify/merkle.ts";
import { COSIGNATURE, parseKey } from "@part164/verify/note.ts";
import type { EntryProof } from "../api/entry.ts";

export type Step = { readonly says: string; readonly holds: boolean; readonly why: string | null };

/** One level of the path: our node is the left or the right child, the sibling came with the proof. Hashes in hex. */
export type PathStep = { readonly side: "left" | "right"; readonly sibling: string; readonly result: string };
export type ProofPath = { readonly leaf: string; readonly steps: readonly PathStep[]; readonly root: string };

export type Verification = {
  readonly holds: boolean;
  readonly steps: readonly Step[];
  readonly path: ProofPath | null;
  /** When a cosigner says that the checkpoint existed; null without a cosignature. */
  readonly signedAt: string | null;
  readonly tookMs: number;
};

/** The claim that an entry of this id stands in the log of this origin and key. `now` measures, in milliseconds. */
export async function verifyEntry(
  proof: EntryProof,
  claim: { event: string; origin: string; key: string },
  now: () => number,
): Promise<Verification> {
  const started = now();
  const steps: Step[] = [];
  const outcome = await attemptAll(proof, claim, steps);
  return { holds: steps.every((step) => step.holds), steps, ...outcome, tookMs: Math.max(1, Math.round(now() - started)) };
}

async function attemptAll(
  proof: EntryProof,
  claim: { event: string; origin: string; key: string },
  steps: Step[],
): Promise<{ path: ProofPath | null; signedAt: string | null }> {
  const attempt = async <T>(says: string, work: () => T | Promise<T>): Promise<T | null> => {
    try {
      const value = await work();
      steps.push({ says, holds: true, why: null });
      return value;
    } catch (error) {
      const why = error instanceof VerificationError ? error.message : "this browser could not compute it";
      steps.push({ says, holds: false, why });
      return null;
    }
  };
  const must = (holds: boolean, code: VerificationError["code"], why: string): void => {
    if (!holds) throw new VerificationError(code, why);
  };

  const leaf = await attempt("The text of the entry is the one the leaf commits to", () => {
    const bytes = fromBase64(proof.leaf);
    const text = utf8(proof.entryText);
    const entry = decodeEntry(text);
    must(entry.id === claim.event && decodeLeaf(bytes).eventId === claim.event, "bad_disclosure", "the leaf is of another entry");
    must(leadsTo(bytes, fromBase64(proof.salt), text), "bad_disclosure", "the entry and salt do not give the commitment in the leaf");
    return leafHash(bytes);
  });
  const checkpoint = await attempt("The checkpoint is signed by the log’s key", () => {
    // The organization's key also cosigns, under type 0x04, and that line carries the time (docs/reference/formats.md).
    const key = parseKey(claim.key);
    return openCheckpoint(utf8(proof.checkpoint), claim.origin, [key, { ...key, type: COSIGNATURE }]);
  });
  if (leaf === null || checkpoint === null) return { path: null, signedAt: null };
  const hashes = await attempt(`The proof leads from leaf ${proof.index.toLocaleString("en-US")} to the signed root`, () => {
    const siblings = proof.hashes.map(fromBase64);
    must(checkpoint.size === proof.size, "bad_proof", "the proof is for a tree of another size than the signed one");
    verifyInclusion({ leaf, index: proof.index, size: checkpoint.size, root: checkpoint.root, proof: siblings });
    return siblings;
  });
  const signedAt = checkpoint.seconds === null ? null : new Date(checkpoint.seconds * 1_000).toISOString();
  return { path: hashes === null ? null : proofPath(leaf, proof.index, checkpoint.size, hashes), signedAt };
}

/** Walks a proof that has been verified and keeps each node on the way, for the drawing (RFC 9162, section 2.1.3.2). */
export function proofPath(leaf: Hash, index: number, size: number, hashes: readonly Hash[]): ProofPath {
  let node = index;
  let last = size - 1;
  let hash = leaf;
  const steps = hashes.map((sibling): PathStep => {
    const isRight = node % 2 === 1 || node === last;
    hash = isRight ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    if (isRight) while (node % 2 === 0 && node > 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    return { side: isRight ? "right" : "left", sibling: hex(sibling), result: hex(hash) };
  });
  return { leaf: hex(leaf), steps, root: hex(hash) };
}
