// SPDX-License-Identifier: Apache-2.0
// C2SP signed-note: a text, and signatures of those who vouch for it.
import { sha256 } from "#sha256";
import { base64, concat, copy, fromBase64, fromHex, fromUtf8, hex, readUint64, uint64, utf8, view } from "./bytes.ts";
import { expect } from "./error.ts";

/** 0x01 signs the text; 0x04 is a `cosignature/v1`, which signs the text and a time (C2SP tlog-cosignature). */
export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;
export type SignatureType = typeof ED25519 | typeof COSIGNATURE;

/** Who may sign, as a verifier key (`<name>+<key id>+<base64>`) says it. */
export type NoteKey = { readonly name: string; readonly type: SignatureType; readonly publicKey: Uint8Array };

/** `signature` is what follows the key id: 64 bytes, or 72 with the time. */
export type NoteSignature = { readonly name: string; readonly keyId: number; readonly signature: Uint8Array };

/** A note as read; `text` keeps its last newline. Nothing in it is to be believed before `verifyNote`. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** A signature that holds; `seconds` is the POSIX time of a cosignature. */
export type Vouched = { readonly key: NoteKey; readonly seconds: number | null };

/** Makes the 64 bytes of an Ed25519 signature (RFC 8032) over `message`. */
export type Sign = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** `seconds` is the POSIX time for a cosignature, null for a plain signature. */
export type Signer = { readonly key: NoteKey; readonly sign: Sign; readonly seconds: number | null };

export const NOTE_BYTES_MAX = 1_000_000;
const SIGNATURES_MAX = 100; // C2SP asks for at least 16; more than this is someone wasting our time.
const CONTROL = /[^\P{Cc}\n\u007f-\u009f]/u; // Those below U+0020, but not the newline.
const NAME = /^[^\p{White_Space}+]+$/u;
const SIGNATURE_LINE = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/u;

/** Reads a note strictly. @throws VerificationError `bad_note`, `bad_encoding`. */
export function parseNote(bytes: Uint8Array): Note {
  expect(bytes.length <= NOTE_BYTES_MAX, "bad_note", "the note is too long");
  const whole = fromUtf8(bytes);
  expect(!CONTROL.test(whole), "bad_note", "a control character in the note");
  const split = whole.lastIndexOf("\n\n");
  expect(split >= 0 && whole.endsWith("\n"), "bad_note", "the note does not end in signature lines");
  const lines = whole.slice(split + 2, -1).split("\n");
  expect(lines.length <= SIGNATURES_MAX, "bad_note", `more than ${SIGNATURES_MAX} signatures`);
  return { text: whole.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [, name = "", encoded = ""] = SIGNATURE_LINE.exec(line) ?? [];
  expect(NAME.test(name), "bad_note", "a line is not a signature line");
  const bytes = fromBase64(encoded);
  expect(bytes.length > 4, "bad_note", "a signature line without a signature");
  return { name, keyId: view(bytes).getUint32(0), signature: copy(bytes, 4) };
}

/** The bytes of a note. @throws VerificationError `bad_note` if `parseNote` would not read it back. */
export function formatNote({ text, signatures }: Note): Uint8Array {
  const lines = signatures.map(({ name, keyId, signature }) => `— ${name} ${base64(concat(keyIdBytes(keyId), signature))}\n`);
  const bytes = utf8(`${text}\n${lines.join("")}`);
  parseNote(bytes);
  return bytes;
}

/** `text` signed by each signer in turn. @throws VerificationError `bad_note`, `bad_key`. */
export async function signNote(text: string, signers: readonly Signer[]): Promise<Uint8Array> {
  const signatures: NoteSignature[] = [];
  for (const { key, sign, seconds } of signers) {
    expect((key.type === COSIGNATURE) === (seconds !== null), "bad_key", "a cosignature needs a time, a plain signature has none");
    const signature = await sign(signedMessage(text, seconds));
    expect(signature.length === 64, "bad_key", "an Ed25519 signature has 64 bytes");
    const timed = seconds === null ? signature : concat(uint64(seconds), signature);
    signatures.push({ name: key.name, keyId: keyId(key), signature: timed });
  }
  return formatNote({ text, signatures });
}

/**
 * The signatures of `keys` that hold, each key once. Signatures of unknown keys are passed over, as C2SP demands.
 * @throws VerificationError `bad_signature` if one of a known key does not hold, `unknown_signer` if there is none of a known
 * key, `bad_key` if two keys share name and id.
 */
export async function verifyNote({ text, signatures }: Note, keys: readonly NoteKey[]): Promise<Vouched[]> {
  const known = new Map(keys.map((key) => [labelOf(key.name, keyId(key)), key]));
  expect(known.size === keys.length, "bad_key", "two of the keys share a name and a key id");
  const vouched = new Map<NoteKey, Vouched>();
  for (const { name, keyId, signature } of signatures) {
    const key = known.get(labelOf(name, keyId));
    if (key === undefined) continue;
    const timed = key.type === COSIGNATURE;
    expect(signature.length === (timed ? 72 : 64), "bad_signature", `a signature of ${name} has the wrong length`);
    const seconds = timed ? readUint64(signature, 0) : null;
    const holds = await verifyEd25519(key.publicKey, signature.subarray(-64), signedMessage(text, seconds));
    expect(holds, "bad_signature", `the signature of ${name} does not hold`);
    if (!vouched.has(key)) vouched.set(key, { key, seconds });
  }
  expect(vouched.size > 0, "unknown_signer", "no signature by a key that was given");
  return [...vouched.values()];
}

/** What is signed: the text itself, or for a cosignature the text under two lines (C2SP tlog-cosignature, "Ed25519 signed message"). */
function signedMessage(text: string, seconds: number | null): Uint8Array {
  return utf8(seconds === null ? text : `cosignature/v1\ntime ${seconds}\n${text}`);
}

/** True if `signature` is the key's over `message` (RFC 8032, section 5.1.7). False for anything malformed. */
export async function verifyEd25519(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const key = await crypto.subtle.importKey("raw", copy(publicKey), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, copy(signature), copy(message));
  } catch {
    return false; // A point that is not on the curve.
  }
}

/** Reads a verifier key. @throws VerificationError `bad_key`. */
export function parseKey(text: string): NoteKey {
  const [, name = "", id = "", encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  expect(NAME.test(name) && text.isWellFormed(), "bad_key", "a verifier key reads <name>+<key id>+<base64>");
  const bytes = fromBase64(encoded);
  const type = bytes[0];
  expect(type === ED25519 || type === COSIGNATURE, "bad_key", `the key of ${name} is of a type other than Ed25519`);
  expect(bytes.length === 33, "bad_key", `the key of ${name} has ${bytes.length - 1} bytes, not 32`);
  const key: NoteKey = { name, type, publicKey: copy(bytes, 1) };
  expect(keyId(key) === view(fromHex(id)).getUint32(0), "bad_key", `the key of ${name} does not match its key id`);
  return key;
}

/** The verifier key in text. @throws VerificationError `bad_key` for a name that notes cannot carry. */
export function formatKey(key: NoteKey): string {
  expect(NAME.test(key.name) && key.publicKey.length === 32, "bad_key", "not a key that notes can carry");
  return `${key.name}+${hex(keyIdBytes(keyId(key)))}+${base64(concat(Uint8Array.of(key.type), key.publicKey))}`;
}

/** The first 32 bits of SHA-256 over name, newline, type and public key: an identifier, not a fingerprint. */
export function keyId({ name, type, publicKey }: NoteKey): number {
  return view(sha256(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).getUint32(0);
}

function keyIdBytes(keyId: number): Uint8Array {
  return uint64(keyId).subarray(4);
}

const labelOf = (name: string, keyId: number): string => `${name}+${keyId}`;
