// SPDX-License-Identifier: Apache-2.0
// Marked PHI, and the search for it in every form in which a program may have written it.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** In every marked value, and nowhere else. */
const CORE = "qzkanaryx";

/** The n-th marked value: letters and digits alone, so that every encoding of texts leaves it whole or is searched for. */
export const mark = (n: number): string => `${CORE}${n}zq`;

const everyByte = (prefix: string): string =>
  [...Buffer.from(CORE)].map((byte) => `${prefix}${byte.toString(16).padStart(prefix === "%" ? 2 : 4, "0")}`).join("");

/** The middle of its base64, which is the same whatever stands before and after; it depends on where among three bytes it begins. */
function inBase64(shift: number): string {
  const whole = Buffer.from("\0".repeat(shift) + CORE).toString("base64");
  return whole.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + CORE.length) * 4) / 3));
}

const hex = Buffer.from(CORE).toString("hex");
export const FORMS: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries({
    "as it is": Buffer.from(CORE),
    "in capitals": Buffer.from(CORE.toUpperCase()),
    "base64, first": Buffer.from(inBase64(0)),
    "base64, second": Buffer.from(inBase64(1)),
    "base64, third": Buffer.from(inBase64(2)),
    hex: Buffer.from(hex),
    "hex in capitals": Buffer.from(hex.toUpperCase()),
    "percent-encoded": Buffer.from(everyByte("%")),
    "JSON-escaped": Buffer.from(everyByte("\\u")),
    "UTF-16": Buffer.from(CORE, "utf16le"),
  }),
);

/** Where marks stand in `bytes`: the form, and what is around it. */
export function marksIn(name: string, bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [...FORMS].flatMap(([form, text]) => {
    const at = buffer.indexOf(text);
    return at === -1 ? [] : [`${name} (${form}): ${buffer.subarray(Math.max(0, at - 80), at + 40).toString("latin1")}`];
  });
}

/** Where marks stand in the files under `folder`; `found.files` and `found.bytes` say how much was searched. */
export async function marksInFolder(folder: string): Promise<{ marks: string[]; files: number; bytes: number }> {
  const found = { marks: [] as string[], files: 0, bytes: 0 };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    found.files += 1;
    found.bytes += bytes.length;
    found.marks.push(...marksIn(path, bytes), ...marksIn(`the name of ${path}`, Buffer.from(path)));
  }
  return found;
}
