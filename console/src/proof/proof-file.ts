// SPDX-License-Identifier: Apache-2.0
// What "Save proof" writes: everything that proves one entry, for somebody who trusts only the log's key. `tlogProof` is the C2SP
// form that public tools read; salt and text open the commitment in the leaf.
import { fromBase64, utf8 } from "@part164/verify/bytes.ts";
import { formatTlogProof } from "@part164/verify/tlog-proof.ts";
import type { EntryProof } from "../api/entry.ts";

/** The file's text. It holds ids and names of fields, never content. */
export function proofFile(event: string, origin: string, proof: EntryProof): string {
  const tlogProof = formatTlogProof({ index: proof.index, proof: proof.hashes.map(fromBase64), checkpoint: utf8(proof.checkpoint) });
  const { leaf, salt, entryText, key } = proof;
  return `${JSON.stringify({ format: "part164/entry-proof/v1", event, origin, key, tlogProof, leaf, salt, entryText }, null, 2)}\n`;
}
