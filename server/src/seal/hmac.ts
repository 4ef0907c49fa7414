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

const REMEMBERED_MAX = 20_000;

/**
 * Terms made before, by key. They are no secret, they stand in the database; but what they were made from is PHI's neighbourhood, so
 * they are kept no longer than there is room: at the limit all are forgotten.
 */
export class TermCache {
  #byKey = new WeakMap<Key, Map<string, Uint8Array>>();
  #count = 0;

  /** As `term`, of parts without colons in the first. */
  term(key: Key, use: string, ...parts: readonly string[]): Uint8Array {
    let known = this.#byKey.get(key);
    if (known === undefined) this.#byKey.set(key, (known = new Map()));
    const name = `${use}:${parts.join("\0")}`;
    let found = known.get(name);
    if (found !== undefined) return found;
    found = term(key, use, ...parts);
    if (++this.#count > REMEMBERED_MAX) {
      this.#byKey = new WeakMap();
      this.#count = 0;
    }
    known.set(name, found);
    return found;
  }
}
