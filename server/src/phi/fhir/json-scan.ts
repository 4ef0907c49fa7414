// SPDX-License-Identifier: Apache-2.0
// One look over the bytes of a JSON text before anything is built from them. It checks no grammar: what it says of a text that JSON.parse
// then refuses means nothing, and nobody asks.
import { Fault } from "#base/fault.ts";

/** A number whose written form a double would not give back, and where it stands. */
export type WrittenNumber = { readonly written: string; readonly path: () => (string | number)[] };

export type Scan = {
  /** How many names its objects have together, repeated ones counted each time. */
  readonly names: number;
  readonly numbers: readonly WrittenNumber[];
};

const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const UPPER_E = 0x45;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const LOWER_E = 0x65;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** In an array the index of the current value; in an object the bytes of the current name. */
type Place = { index: number } | { from: number; to: number };

/** @throws Fault `too_large` if the text nests deeper than `depthMax`. */
export function scanJson(bytes: Buffer, depthMax: number): Scan {
  const places: Place[] = [];
  const numbers: WrittenNumber[] = [];
  let names = 0;
  let text = { from: 0, to: 0 };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      text = { from: at, to: endOfString(bytes, at) };
      at = text.to - 1;
    } else if (byte === MINUS || (byte >= ZERO && byte <= NINE)) {
      const to = endOfNumber(bytes, at);
      if (mayDiffer(bytes, at, to)) keep(numbers, bytes.toString("latin1", at, to), places, bytes);
      at = to - 1;
    } else if (byte === COLON) {
      names += 1;
      places[places.length - 1] = text;
    } else if (byte === COMMA) {
      const place = places.at(-1);
      if (place && "index" in place) place.index += 1;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (places.push(byte === OPEN_ARRAY ? { index: 0 } : text) > depthMax)
        throw new Fault("too_large", { detail: `The body is nested deeper than ${depthMax}.` });
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) places.pop();
  }
  return { names, numbers };
}

/** One past the closing quotation mark of the string that begins at `from`. */
function endOfString(bytes: Buffer, from: number): number {
  for (let end = bytes.indexOf(QUOTE, from + 1); end >= 0; end = bytes.indexOf(QUOTE, end + 1)) {
    let slashes = 0;
    while (bytes[end - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return bytes.length;
}

function endOfNumber(bytes: Buffer, from: number): number {
  let to = from + 1;
  for (; to < bytes.length; to++) {
    const byte = bytes[to] ?? 0;
    if ((byte < ZERO || byte > NINE) && byte !== DOT && byte !== LOWER_E && byte !== UPPER_E && byte !== MINUS && byte !== PLUS) break;
  }
  return to;
}

/** A cheap first look: long, "-0", an exponent, or a fraction that ends in 0. */
function mayDiffer(bytes: Buffer, from: number, to: number): boolean {
  if (to - from > 15 || (bytes[from] === MINUS && bytes[from + 1] === ZERO)) return true;
  let fraction = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === LOWER_E || byte === UPPER_E) return true;
    fraction ||= byte === DOT;
  }
  return fraction && bytes[to - 1] === ZERO;
}

function keep(numbers: WrittenNumber[], written: string, places: readonly Place[], bytes: Buffer): void {
  if (String(Number(written)) === written) return;
  const held = places.map((place) => ("index" in place ? place.index : place));
  const nameIn = ({ from, to }: { from: number; to: number }): string => String(JSON.parse(bytes.toString("utf8", from, to)));
  numbers.push({ written, path: () => held.map((place) => (typeof place === "number" ? place : nameIn(place))) });
}
