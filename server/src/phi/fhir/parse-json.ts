// SPDX-License-Identifier: Apache-2.0
// JSON from outside: strict, bounded before anything is built, and exactly one meaning. JSON.parse does the grammar (RFC 8259); what it
// lets pass and we do not: other encodings, names that occur twice, names that reach into JavaScript's prototypes, depth, long arrays,
// NUL and halves of surrogate pairs, which neither PostgreSQL nor UTF-8 can store.
import { isUtf8 } from "node:buffer";
import { Fault } from "#base/fault.ts";
import { keepWrittenNumbers } from "./exact-number.ts";
import { scanJson } from "./json-scan.ts";

export type JsonLimits = { readonly bytes: number; readonly depth: number; readonly array: number };

/** One resource: 1 MB. */
export const RESOURCE_LIMITS: JsonLimits = { bytes: 1_048_576, depth: 64, array: 10_000 };
/** A bundle: 16 MB. */
export const BUNDLE_LIMITS: JsonLimits = { bytes: 16_777_216, depth: 64, array: 10_000 };

/** @throws Fault `too_large` beyond the limits, `malformed_body` for what is no JSON, or no JSON that can be kept. */
export function parseJson(bytes: Uint8Array, limits: JsonLimits): unknown {
  if (bytes.length > limits.bytes) throw new Fault("too_large", { detail: `The body is larger than ${limits.bytes} bytes.` });
  if (!isUtf8(bytes)) throw new Fault("malformed_body", { detail: "The body is not UTF-8." });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { names, numbers } = scanJson(buffer, limits.depth);
  const value = parsed(buffer.toString("utf8"));
  if (checkValues(value, limits) !== names) throw new Fault("malformed_body", { detail: "An object has the same name twice." });
  if (numbers.length > 0) keepWrittenNumbers(value, numbers);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text); // A byte order mark stays in the text, and is refused here.
  } catch {
    throw new Fault("malformed_body", { detail: "The body is not JSON." }); // Without the cause: it quotes the body.
  }
}

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/** Checks every name, text and array; returns how many names there are. The depth is bounded already. */
function checkValues(value: unknown, limits: JsonLimits): number {
  if (typeof value === "string") {
    if (value.includes("\0") || !value.isWellFormed())
      throw new Fault("malformed_body", { detail: "A text holds NUL or half of a surrogate pair." });
    return 0;
  }
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Fault("malformed_body", { detail: "A number is larger than can be kept." }); // 1e999 is JSON, and Infinity once read.
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
