// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";

/**
 * One unambiguous byte string for a list of texts: each is written as its length in UTF-16 units, a colon and itself; null is a dash.
 * A reader always knows where a part ends, so no two lists share an encoding, and UTF-8 keeps well-formed texts apart.
 * @throws Fault `malformed_input` if a part holds a lone surrogate, which UTF-8 would fold into U+FFFD.
 */
export function fieldBytes(parts: readonly (string | null)[]): Uint8Array {
  let text = "";
  for (const part of parts) {
    if (part === null) {
      text += "-";
      continue;
    }
    if (!part.isWellFormed()) throw new Fault("malformed_input", { detail: "A text is not well-formed Unicode." });
    text += `${part.length}:${part}`;
  }
  return Buffer.from(text, "utf8");
}
