// SPDX-License-Identifier: Apache-2.0
// All chance comes from here, and all of it from the operating system's generator.
import { randomFillSync, randomInt } from "node:crypto";

/** Drawn at once, because each draw costs a call into OpenSSL; what was given away is wiped, and given away once. */
const stock = Buffer.alloc(8192);
let used = stock.length;

/** `length` unpredictable bytes. */
export function unpredictableBytes(length: number): Uint8Array {
  if (length > stock.length / 4) return randomFillSync(Buffer.alloc(length));
  if (used + length > stock.length) {
    randomFillSync(stock);
    used = 0;
  }
  const bytes = Buffer.from(stock.subarray(used, used + length)); // A copy: the stock itself never leaves.
  stock.fill(0, used, used + length);
  used += length;
  return bytes;
}

/** A token of `bytes` x 8 bits in base64url: safe in URLs, headers and file names. */
export function unpredictableToken(bytes: number): string {
  return Buffer.from(unpredictableBytes(bytes)).toString("base64url");
}

/** A whole number from 0 up to and excluding `below` (1 to 2^48). */
export function unpredictableBelow(below: number): number {
  return randomInt(below);
}
