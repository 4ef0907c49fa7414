// SPDX-License-Identifier: Apache-2.0
// JSON from outside: strict, bounded before anything is built, and exactly one meaning. JSON.parse does the grammar (RFC 8259); what it
// lets pass and we do not: other encodings, names that occur twice, names that reach into JavaScript's prototypes, depth, long arrays,
// NUL and halves of surrogate pairs, which neither PostgreSQL nor UTF-8 can store.
import { isUtf8 } from "node:buffer";
import { Fault } from "#base/fault.ts";
import { keepExactNumbers } from "./exact-number.ts";

export type JsonLimits = { readonly bytes: number; readonly depth: number; readonly array: number };

/** One resource: 1 MB. */
export const RESOURCE_LIMITS: JsonLimits = { bytes: 1_048_576, depth: 64, array: 10_000 };
/** A bundle: 16 MB. */
export const BUNDLE_LIMITS: JsonLimits = { bytes: 16_777_216, depth: 64, array: 10_000 };

/** @throws Fault `too_large` beyond the limits, `malformed_body` for what is no JSON, or no JSON that can be kept. */
export function parseJson(bytes: Uint8Array, limits: JsonLimits): unknown {
  if (bytes.length > limits.bytes) throw new Fault("too_large", { detail: `The body is larger than ${limits.bytes} bytes.` });
  if (!isUtf8(bytes)) throw new Fault("malformed_body", { detail: "The body is not UTF-8." });
  const scan = scanned(bytes, limits);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const value = parsed(text);
  if (checkValues(value, limits) !== scan.names) throw new Fault("malformed_body", { detail: "An object has the same name twice." });
  if (scan.inexact) keepExactNumbers(value, text);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text); // A byte order mark stays in the text, and is refused here.
  } catch {
    throw new Fault("malformed_body", { detail: "The body is not JSON." }); // Without the cause: it quotes the body.
  }
}

const [QUOTE, BACKSLASH, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT, DOT, MINUS] = [...'"\\:[]{}.-'].map((sign) =>
  sign.codePointAt(0),
);
const [ZERO, NINE, UPPER_E, LOWER_E] = [..."09Ee"].map((sign) => sign.codePointAt(0) ?? 0) as [number, number, number, number];

type Scan = {
  /** Colons outside strings: in valid JSON, the names it holds, repeated ones too. */
  readonly names: number;
  /** True if a number may not come back from a double as it was written. */
  readonly inexact: boolean;
};

/** One look at the bytes before anything is built: depth, names, numbers. */
function scanned(bytes: Uint8Array, limits: JsonLimits): Scan {
  let [names, depth, inexact, digits] = [0, 0, false, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
      digits = 0;
    } else if (byte >= ZERO && byte <= NINE) {
      digits += 1;
      if (digits > 15) inexact = true;
    } else if (byte === DOT || byte === MINUS || byte === UPPER_E || byte === LOWER_E) {
      inexact ||= byte !== DOT || endsInZero(bytes, at);
    } else {
      digits = 0;
      if (byte === COLON) names += 1;
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        depth += 1;
        if (depth > limits.depth) throw new Fault("too_large", { detail: `The body is nested deeper than ${limits.depth}.` });
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) depth -= 1;
    }
  }
  return { names, inexact };
}

/** Where a string that begins at `at` ends; the end of the bytes if it does not. */
function endOfString(bytes: Uint8Array, at: number): number {
  for (let end = bytes.indexOf(0x22, at + 1); end >= 0; end = bytes.indexOf(0x22, end + 1)) {
    let slashes = 0;
    while (bytes[end - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return bytes.length;
}

/** True if the fraction after the point at `at` ends in 0: "1.10", which a double gives back as 1.1. */
function endsInZero(bytes: Uint8Array, at: number): boolean {
  let end = at + 1;
  while ((bytes[end] ?? 0) >= ZERO && (bytes[end] ?? 0) <= NINE) end += 1;
  return bytes[end - 1] === ZERO;
}

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/** Checks every name, text and array; returns how many names there are. The depth is bounded already. */
function checkValues(value: unknown, limits: JsonLimits): number {
  if (typeof value === "string") {
    if (value.includes("\0") || !value.isWellFormed())
      throw new Fault("malformed_body", { detail: "A text holds NUL or half of a surrogate pair." });
    return 0;
  }
  if (typeof value !== "object" || value === null) return 0;
  let names = 0;
  if (Array.isArray(value)) {
    if (value.length > limits.array) throw new Fault("too_large", { detail: `An array is longer than ${limits.array}.` });
    for (const each of value) names += checkValues(each, limits);
    return names;
  }
  for (const [name, each] of Object.entries(value)) {
    if (FORBIDDEN.has(name))
      throw new Fault("malformed_body", { detail: "An object has a name that is not accepted: __proto__, constructor or prototype." });
    names += 1 + checkValues(name, limits) + checkValues(each, limits);
  }
  return names;
}
