// SPDX-License-Identifier: Apache-2.0
// C2SP tlog-proof: one entry's inclusion, and the checkpoint it is included in, in one text that anyone can keep and verify offline.
import { base64, fromBase64, fromUtf8, parseSize, utf8 } from "./bytes.ts";
import { openCheckpoint, type OpenedCheckpoint } from "./checkpoint.ts";
import { expect } from "./error.ts";
import { leafHash, verifyInclusion, type Hash } from "./merkle.ts";
import type { NoteKey } from "./note.ts";

const HEADER = "c2sp.org/tlog-proof@v1";

export type TlogProof = {
  readonly index: number;
  readonly proof: readonly Hash[];
  /** The signed checkpoint. */
  readonly checkpoint: Uint8Array;
};

/** The text of a proof. */
export function formatTlogProof({ index, proof, checkpoint }: TlogProof): string {
  return `${[HEADER, `index ${index}`, ...proof.map(base64)].join("\n")}\n\n${fromUtf8(checkpoint)}`;
}

/** Reads a proof; extra data, which nobody signed, is passed over. @throws VerificationError `bad_proof`, `bad_encoding`. */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf("\n\n");
  expect(end >= 0, "bad_proof", "the proof holds no checkpoint");
  const [header, ...lines] = text.slice(0, end).split("\n");
  expect(header === HEADER, "bad_proof", `the proof does not begin with ${HEADER}`);
  if (lines[0]?.startsWith("extra ")) fromBase64(lines.shift()?.slice("extra ".length) ?? "");
  const index = lines.shift() ?? "";
  expect(index.startsWith("index "), "bad_proof", "the proof names no index");
  return { index: parseSize(index.slice("index ".length)), proof: lines.map(fromBase64), checkpoint: utf8(text.slice(end + 2)) };
}

/** Proves that `leaf` is in the log `origin`, and gives the checkpoint that says so. @throws VerificationError. */
export async function verifyTlogProof(text: string, leaf: Uint8Array, origin: string, keys: readonly NoteKey[]): Promise<OpenedCheckpoint> {
  const { index, proof, checkpoint } = parseTlogProof(text);
  const opened = await openCheckpoint(checkpoint, origin, keys);
  verifyInclusion({ leaf: leafHash(leaf), index, size: opened.size, root: opened.root, proof });
  return opened;
}
