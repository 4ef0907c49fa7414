// SPDX-License-Identifier: Apache-2.0

/** Everything that can be wrong, closed, so that a caller can tell a forged tree from a misspelt key. */
export type VerificationCode =
  | "bad_encoding" // UTF-8, base64, hex or an integer out of range.
  | "bad_json" // Not JSON, or not the canonical form of it.
  | "bad_entry"
  | "bad_leaf"
  | "bad_tile" // A path, a width or an entry bundle.
  | "bad_proof" // A proof that cannot belong to the tree it is offered for.
  | "root_mismatch" // A proof, or a tree, that leads to another root.
  | "bad_note"
  | "bad_key"
  | "unknown_signer"
  | "bad_signature"
  | "bad_checkpoint"
  | "bad_zip"
  | "bad_manifest"
  | "missing_file"
  | "unlisted_file"
  | "hash_mismatch"
  | "wrong_origin"
  | "duplicate_event"
  | "bad_disclosure"
  | "not_anchored"
  | "rollback"
  | "bad_verdicts";

/** A verification that failed. The message names what was wrong; it never carries the content of an entry. */
export class VerificationError extends Error {
  override readonly name = "VerificationError";
  readonly code: VerificationCode;

  constructor(code: VerificationCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** @throws VerificationError `code` unless `holds`. */
export function expect(holds: boolean, code: VerificationCode, message: string): asserts holds {
  if (!holds) throw new VerificationError(code, message);
}
