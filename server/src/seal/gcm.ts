// SPDX-License-Identifier: Apache-2.0
// AES-256-GCM (NIST SP 800-38D) with one set of parameters: 256-bit keys, 96-bit nonces, 128-bit tags. Nothing else is accepted.
// Keys are cached KeyObjects: a raw key costs about five times as much per call.
import { createCipheriv, createDecipheriv, type KeyObject } from "node:crypto";
import { assert } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";

const CIPHER = "aes-256-gcm";
export const SECRET_BYTES = 32;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
const OPTIONS = { authTagLength: TAG_BYTES } as const;

/** Seals `plaintext`: ciphertext and tag. `nonce` (12 bytes) must never serve twice under one key. @throws BrokenInvariant on other sizes. */
export function gcmSeal(secret: KeyObject, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Buffer {
  assertParameters(secret, nonce);
  const cipher = createCipheriv(CIPHER, secret, nonce, OPTIONS);
  cipher.setAAD(aad);
  const head = cipher.update(plaintext);
  const tail = cipher.final();
  return Buffer.concat([head, tail, cipher.getAuthTag()]);
}

/**
 * Opens ciphertext and tag.
 * @throws Fault `sealed_broken`, with no further word, if the tag does not match; BrokenInvariant on key or nonce of another size.
 */
export function gcmOpen(secret: KeyObject, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Buffer {
  assertParameters(secret, nonce);
  const tagAt = sealed.length - TAG_BYTES;
  if (tagAt < 0) throw new Fault("sealed_broken");
  const decipher = createDecipheriv(CIPHER, secret, nonce, OPTIONS);
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(tagAt));
  const head = decipher.update(sealed.subarray(0, tagAt));
  try {
    const tail = decipher.final();
    return tail.length === 0 ? head : Buffer.concat([head, tail]);
  } catch {
    head.fill(0); // Unauthenticated plaintext is nobody's to see.
    throw new Fault("sealed_broken");
  }
}

function assertParameters(secret: KeyObject, nonce: Uint8Array): void {
  assert(secret.type === "secret" && secret.symmetricKeySize === SECRET_BYTES, "An AES-256-GCM key has 32 bytes.");
  assert(nonce.length === NONCE_BYTES, "A nonce has 12 bytes.");
}
