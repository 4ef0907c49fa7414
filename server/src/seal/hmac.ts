// SPDX-License-Identifier: Apache-2.0
import { createHmac, type KeyObject } from "node:crypto";
import { assert } from "#base/assert.ts";
import { fieldBytes } from "./fields.ts";
import type { Key } from "./key.ts";

export const TERM_BYTES = 16;

/** HMAC-SHA-256 (RFC 2104): 32 bytes. */
export function hmacSha256(secret: KeyObject, message: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(message).digest();
}

/**
 * A look-up term: the first 16 bytes of HMAC-SHA-256 under the tenant's index key. Equal parts give equal terms, within a tenant only;
 * without the key a term says nothing. Begin with what the parts are ("actor", "record"), so that terms of two uses never meet.
 */
export function term(key: Key, ...parts: readonly (string | null)[]): Uint8Array {
  assert(key.kind === "index", "Terms are made under an index key.");
  return hmacSha256(key.secret, fieldBytes(parts)).subarray(0, TERM_BYTES);
}
