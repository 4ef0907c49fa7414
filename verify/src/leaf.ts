// SPDX-License-Identifier: Apache-2.0
// Leaf, version 1: what the tree commits to. It is public, and nothing in clear in it identifies a person.
import { sha256 } from "#sha256";
import { concat, equal, fromHex, hex } from "./bytes.ts";
import { expect } from "./error.ts";
import { LEAF_BYTES_MAX } from "./tile.ts";

const VERSION = 0x01;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const COMMIT_AT = 45; // Version, event id, key id, nonce.
const CIPHERTEXT_AT = 77;
export const SALT_BYTES = 32;
const CIPHERTEXT_BYTES_MIN = SALT_BYTES + 16; // Salt and tag.

/** The longest entry whose ciphertext, with salt and tag, still fits. */
export const ENTRY_BYTES_MAX = LEAF_BYTES_MAX - CIPHERTEXT_AT - CIPHERTEXT_BYTES_MIN;

export type Leaf = {
  /** UUIDs in text. */
  readonly eventId: string;
  readonly keyId: string;
  /** 12 bytes. */
  readonly nonce: Uint8Array;
  /** 32 bytes: `commitment` of salt and entry. */
  readonly commit: Uint8Array;
  /** AES-256-GCM of `salt | entry`, with its tag. */
  readonly ciphertext: Uint8Array;
};

/** SHA-256(salt | entry): binds the meaning of a leaf, and lets one entry be shown without giving a key. @throws VerificationError `bad_leaf` for a salt that is not 32 bytes. */
export function commitment(salt: Uint8Array, entry: Uint8Array): Uint8Array {
  expect(salt.length === SALT_BYTES, "bad_leaf", `a salt of ${salt.length} bytes`);
  return sha256(salt, entry);
}

/** The first 33 bytes of a leaf, which its ciphertext is bound to as additional data. @throws VerificationError `bad_leaf`. */
export function leafHeader(eventId: string, keyId: string): Uint8Array {
  return concat(Uint8Array.of(VERSION), uuidBytes(eventId), uuidBytes(keyId));
}

/** @throws VerificationError `bad_leaf` for a part of the wrong length. */
export function encodeLeaf({ eventId, keyId, ...rest }: Leaf): Uint8Array {
  return leafBytes(leafHeader(eventId, keyId), rest);
}

/** The leaf after a header that is at hand already. @throws VerificationError `bad_leaf` for a part of the wrong length. */
export function leafBytes(header: Uint8Array, { nonce, commit, ciphertext }: Omit<Leaf, "eventId" | "keyId">): Uint8Array {
  expect(header.length === 33 && nonce.length === 12 && commit.length === 32, "bad_leaf", "33, 12 and 32 bytes before the ciphertext");
  const leaf = concat(header, nonce, commit, ciphertext);
  checkLeaf(leaf);
  return leaf;
}

/** The parts of a leaf, as views of `bytes`. @throws VerificationError `bad_leaf`. */
export function decodeLeaf(bytes: Uint8Array): Leaf {
  checkLeaf(bytes);
  return {
    eventId: uuidText(bytes.subarray(1, 17)),
    keyId: uuidText(bytes.subarray(17, 33)),
    nonce: bytes.subarray(33, COMMIT_AT),
    commit: bytes.subarray(COMMIT_AT, CIPHERTEXT_AT),
    ciphertext: bytes.subarray(CIPHERTEXT_AT),
  };
}

/** Checks version and length without taking the leaf apart: a million of them are read in a second. @throws VerificationError `bad_leaf`. */
export function checkLeaf(bytes: Uint8Array): void {
  expect(bytes[0] === VERSION, "bad_leaf", `a leaf of version ${bytes[0] ?? "none"}`);
  const fits = bytes.length >= CIPHERTEXT_AT + CIPHERTEXT_BYTES_MIN && bytes.length <= LEAF_BYTES_MAX;
  expect(fits, "bad_leaf", `a leaf of ${bytes.length} bytes`);
}

/** The 16 bytes of the event id, a view of a leaf. */
export function eventIdOf(leaf: Uint8Array): Uint8Array {
  return leaf.subarray(1, 17);
}

/** True if `salt` and `entry` are what `leaf` commits to. @throws VerificationError `bad_leaf`. */
export function leadsTo(leaf: Uint8Array, salt: Uint8Array, entry: Uint8Array): boolean {
  checkLeaf(leaf);
  return equal(leaf.subarray(COMMIT_AT, CIPHERTEXT_AT), commitment(salt, entry));
}

function uuidBytes(text: string): Uint8Array {
  expect(UUID.test(text), "bad_leaf", "an id is not a lower-case UUID");
  return fromHex(text.replaceAll("-", ""));
}

function uuidText(bytes: Uint8Array): string {
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
