// SPDX-License-Identifier: Apache-2.0
// The JSON Canonicalization Scheme (RFC 8785): one value, one spelling. Its numbers and strings are written as ECMAScript writes
// them, which `JSON.stringify` does; what is added here is the order of keys and everything that is refused.
import { fromUtf8, utf8 } from "./bytes.ts";
import { expect, VerificationError } from "./error.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const PLAIN = /^[ !#-[\]-~]*$/;
const DEPTH_MAX = 64; // Deep enough for any entry, and far from the end of the stack.

/** The canonical text of `value`. @throws VerificationError `bad_json` for a number that is not finite, a lone surrogate, depth over 64 or what is not JSON. */
export function canonicalJson(value: Json): string {
  return write(value, 0);
}

/** The canonical text in UTF-8. @throws VerificationError `bad_json`. */
export function canonicalBytes(value: Json): Uint8Array {
  return utf8(write(value, 0));
}

/** The value of canonical JSON. @throws VerificationError `bad_encoding` or `bad_json` for any other spelling, also of the same value. */
export function parseCanonical(bytes: Uint8Array): Json {
  const text = fromUtf8(bytes);
  const value = parseText(text);
  expect(canonicalJson(value) === text, "bad_json", "the JSON is not in canonical form");
  return value;
}

/** The value of any JSON in UTF-8. @throws VerificationError `bad_encoding`, `bad_json`. */
export function parseJson(bytes: Uint8Array): Json {
  return parseText(fromUtf8(bytes));
}

function parseText(text: string): Json {
  try {
    return JSON.parse(text) as Json; // What JSON.parse returns is Json by definition.
  } catch (cause) {
    throw new VerificationError("bad_json", "not JSON", { cause });
  }
}

function write(value: Json, depth: number): string {
  if (typeof value === "string") return quoted(value);
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  expect(typeof value === "object", "bad_json", "a value that JSON cannot carry");
  expect(depth < DEPTH_MAX, "bad_json", "JSON nested too deep");
  return isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
}

function writeArray(array: readonly Json[], depth: number): string {
  let text = "";
  for (const item of array) text += (text === "" ? "" : ",") + write(item, depth);
  return `[${text}]`;
}

function writeObject(object: { readonly [key: string]: Json }, depth: number): string {
  let text = "";
  // By UTF-16 code units (RFC 8785, section 3.2.3), which is how sort() compares.
  for (const key of Object.keys(object).sort()) {
    const value = write(object[key] as Json, depth); // Its own key, so it is there.
    text += `${text === "" ? "" : ","}${quoted(key)}:${value}`;
  }
  return `{${text}}`;
}

function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`; // Nearly every string, and much cheaper than to ask.
  expect(text.isWellFormed(), "bad_json", "a string holds a lone surrogate");
  return JSON.stringify(text);
}

const isArray = (value: object): value is readonly Json[] => Array.isArray(value); // Array.isArray forgets readonly.
