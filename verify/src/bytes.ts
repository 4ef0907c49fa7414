// SPDX-License-Identifier: Apache-2.0
// Bytes and their spellings. Only what Node 22, Node 26 and browsers all have.
import { expect, VerificationError } from "./error.ts";

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** All parts, one after another, in new memory. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The bytes from `from` to `to` in new memory. Not slice(): a Buffer's slice is a view, and Buffers come in from databases. */
export function copy(bytes: Uint8Array, from = 0, to = bytes.length): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.subarray(from, to));
}

/** True if both hold the same bytes. Not constant time: everything compared here is public. */
export function equal(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}

/** The UTF-8 bytes of `text`. @throws VerificationError `bad_encoding` on a lone surrogate, which UTF-8 cannot carry. */
export function utf8(text: string): Uint8Array {
  expect(text.isWellFormed(), "bad_encoding", "the text holds a lone surrogate");
  return ENCODER.encode(text);
}

/** The text in UTF-8 `bytes`; a byte order mark is kept. @throws VerificationError `bad_encoding`. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return DECODER.decode(bytes);
  } catch (cause) {
    throw new VerificationError("bad_encoding", "not valid UTF-8", { cause });
  }
}

/** Lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** The bytes of lower-case hexadecimal. @throws VerificationError `bad_encoding`. */
export function fromHex(text: string): Uint8Array {
  expect(/^(?:[0-9a-f]{2})*$/.test(text), "bad_encoding", "not lower-case hexadecimal");
  const bytes = new Uint8Array(text.length / 2);
  const digit = (at: number): number => (text.charCodeAt(at) - 48) % 39; // "a" is 97: 49 % 39 is 10.
  for (let at = 0; at < bytes.length; at++) bytes[at] = 16 * digit(2 * at) + digit(2 * at + 1);
  return bytes;
}

/** Base64 with padding (RFC 4648, section 4). */
export function base64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * The bytes of base64, in its one spelling only: padded, no white space, unused bits zero (RFC 4648, section 3.5).
 * @throws VerificationError `bad_encoding`.
 */
export function fromBase64(text: string): Uint8Array {
  const binary = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0 ? atob(text) : null;
  expect(binary !== null && btoa(binary) === text, "bad_encoding", "not strict base64");
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** `value` in 8 big-endian bytes. @throws VerificationError `bad_encoding` outside 0 to 2^53-1. */
export function uint64(value: number): Uint8Array {
  expect(isSize(value), "bad_encoding", "not an integer from 0 to 2^53-1");
  const bytes = new Uint8Array(8);
  view(bytes).setBigUint64(0, BigInt(value));
  return bytes;
}

/** The big-endian integer in 8 bytes at `at`. @throws VerificationError `bad_encoding` above 2^53-1 or if they are cut off. */
export function readUint64(bytes: Uint8Array, at: number): number {
  expect(at + 8 <= bytes.length, "bad_encoding", "an integer is cut off");
  const value = view(bytes).getBigUint64(at);
  expect(value <= Number.MAX_SAFE_INTEGER, "bad_encoding", "an integer is above 2^53-1");
  return Number(value);
}

/** True for the sizes and indices we take: 0 to 2^53-1, where arithmetic is exact. */
export function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** A size or index in decimal without leading zeroes (C2SP tlog-checkpoint). @throws VerificationError `bad_encoding`. */
export function parseSize(text: string): number {
  const value = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : -1;
  expect(isSize(value), "bad_encoding", "not a decimal integer from 0 to 2^53-1");
  return value;
}

/** A view for reading and writing integers in `bytes`. */
export function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
