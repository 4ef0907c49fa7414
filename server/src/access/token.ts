// SPDX-License-Identifier: Apache-2.0
// Opaque tokens: 256 bits of chance, hashed at rest. A plain hash is enough for a secret nobody can guess.
import { createHash, timingSafeEqual } from "node:crypto";
import { unpredictableToken } from "#base/random.ts";

const TOKEN_BYTES = 32;

export type FreshToken = { readonly token: string; readonly hash: Uint8Array };

export function freshToken(): FreshToken {
  const token = unpredictableToken(TOKEN_BYTES);
  return { token, hash: tokenHash(token) };
}

/** The form in which a token is stored. Text of any length; callers cap it. */
export function tokenHash(token: string): Uint8Array {
  return createHash("sha256").update(token, "utf8").digest();
}

/** Compares in constant time. */
export function sameSecret(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
