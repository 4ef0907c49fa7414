// SPDX-License-Identifier: Apache-2.0
import { hkdfSync, type KeyObject } from "node:crypto";

export type HkdfInput = { readonly salt: Uint8Array; readonly info: Uint8Array };

/** HKDF-SHA-256 (RFC 5869): `length` bytes, 0 to 8,160. @throws RangeError beyond. It costs tens of microseconds: once a key, not once a record. */
export function hkdfSha256(secret: KeyObject, { salt, info }: HkdfInput, length: number): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, salt, info, length));
}
