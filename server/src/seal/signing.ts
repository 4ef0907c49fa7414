// SPDX-License-Identifier: Apache-2.0
// Ed25519 (RFC 8032). A signing key is made, wrapped and kept as any other key: `keyring.newKey("signing", tenant, origin)`.
import { createPublicKey, sign as cryptoSign, verify as cryptoVerify, type KeyObject } from "node:crypto";
import { assert } from "#base/assert.ts";
import type { Key } from "./key.ts";

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

const SPKI_ED25519 = Buffer.from("302a300506032b6570032100", "hex"); // RFC 8410, section 4: the 32 bytes of the key follow.

/** The 64-byte signature of a message. */
export function sign(key: Key, message: Uint8Array): Uint8Array {
  assertSigning(key);
  return cryptoSign(null, message, key.secret);
}

/** The raw 32 bytes of the public key. */
export function publicKeyBytes(key: Key): Uint8Array {
  assertSigning(key);
  return createPublicKey(key.secret).export({ format: "der", type: "spki" }).subarray(SPKI_ED25519.length);
}

/** A public key for `verify`, to be kept when many signatures follow. */
export function publicKeyFromBytes(bytes: Uint8Array): KeyObject {
  assert(bytes.length === PUBLIC_KEY_BYTES, "An Ed25519 public key has 32 bytes.");
  return createPublicKey({
    key: Buffer.concat([SPKI_ED25519, bytes]),
    format: "der",
    type: "spki",
  });
}

/** True if `signature` is this key's over `message`; a signature of another length is simply not. */
export function verify(publicKey: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === SIGNATURE_BYTES && cryptoVerify(null, message, publicKey, signature);
}

function assertSigning(key: Key): void {
  assert(key.kind === "signing", "Only a signing key signs.");
}
