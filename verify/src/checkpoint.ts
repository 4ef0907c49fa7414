// SPDX-License-Identifier: Apache-2.0
// C2SP tlog-checkpoint: how many leaves a log has, and the root over them.
import { base64, fromBase64, parseSize } from "./bytes.ts";
import { expect } from "./error.ts";
import { HASH_BYTES, type Hash } from "./merkle.ts";
import { ED25519, parseNote, signNote, verifyNote, type NoteKey, type Signer, type Vouched } from "./note.ts";

export type Checkpoint = {
  /** Which log: `<installation>.part164/organization` or `<installation>.part164/t/<tenant>`. */
  readonly origin: string;
  /** Leaves in the tree. */
  readonly size: number;
  readonly root: Hash;
  /** Lines that others may have added; we write none. */
  readonly extensions: readonly string[];
};

/** The organization's log, which anchors the tenants'. */
export function organizationOrigin(installation: string): string {
  return `${installation}.part164/organization`;
}

/** A tenant's log. */
export function tenantOrigin(installation: string, tenant: string): string {
  return `${installation}.part164/t/${tenant}`;
}

/** The text of a checkpoint, ready to sign. @throws VerificationError `bad_checkpoint` if `parseCheckpoint` would not read it back. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const text = `${[origin, size, base64(root), ...extensions].join("\n")}\n`;
  parseCheckpoint(text);
  return text;
}

/** Reads the text of a checkpoint; a root has 32 bytes. @throws VerificationError `bad_checkpoint`, `bad_encoding`. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split("\n");
  expect(lines.pop() === "" && lines.length >= 3, "bad_checkpoint", "a checkpoint has at least three whole lines");
  expect(!lines.includes(""), "bad_checkpoint", "a checkpoint has no empty line");
  const [origin = "", size = "", root = "", ...extensions] = lines;
  const checkpoint = { origin, size: parseSize(size), root: fromBase64(root), extensions };
  expect(checkpoint.root.length === HASH_BYTES, "bad_checkpoint", `a root of ${checkpoint.root.length} bytes`);
  return checkpoint;
}

/** A signed checkpoint; signers of the type `cosignature/v1` add the time. @throws VerificationError. */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly Signer[]): Promise<Uint8Array> {
  return signNote(formatCheckpoint(checkpoint), signers);
}

export type OpenedCheckpoint = Checkpoint & {
  readonly vouched: readonly Vouched[];
  /** The latest time, in POSIX seconds, that a cosigner put on it; null without one. */
  readonly seconds: number | null;
};

/**
 * Reads a signed checkpoint that the log itself must have signed: an Ed25519 key of `keys` whose name is the origin.
 * @throws VerificationError `wrong_origin`, `unknown_signer`, `bad_signature`, `bad_checkpoint`, `bad_note`.
 */
export async function openCheckpoint(bytes: Uint8Array, origin: string, keys: readonly NoteKey[]): Promise<OpenedCheckpoint> {
  const note = parseNote(bytes);
  const vouched = await verifyNote(note, keys);
  const checkpoint = parseCheckpoint(note.text);
  expect(checkpoint.origin === origin, "wrong_origin", "the checkpoint is of another log");
  const byTheLog = vouched.some(({ key }) => key.type === ED25519 && key.name === origin);
  expect(byTheLog, "unknown_signer", "the checkpoint is not signed by the log itself");
  const times = vouched.flatMap(({ seconds }) => seconds ?? []);
  return { ...checkpoint, vouched, seconds: times.length > 0 ? Math.max(...times) : null };
}
