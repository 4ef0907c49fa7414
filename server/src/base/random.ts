// SPDX-License-Identifier: Apache-2.0
// All chance comes from here, and all of it from the operating system's generator.
import { randomBytes, randomInt } from "node:crypto";

/** `length` unpredictable bytes. */
export function unpredictableBytes(length: number): Uint8Array {
  return randomBytes(length);
}

/** A token of `bytes` x 8 bits in base64url: safe in URLs, headers and file names. */
export function unpredictableToken(bytes: number): string {
  return randomBytes(bytes).toString("base64url");
}

/** A whole number from 0 up to and excluding `below` (1 to 2^48). */
export function unpredictableBelow(below: number): number {
  return randomInt(below);
}
