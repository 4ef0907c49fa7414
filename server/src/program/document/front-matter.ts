// SPDX-License-Identifier: Apache-2.0
// A text as it is written: front matter in YAML, then Markdown. Nothing is believed of it; what is wrong is said with its line.
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";

/** Something wrong with a text. `line` counts from 1. */
export type TextProblem = { readonly file: string; readonly line: number; readonly says: string };

/** YAML is read as text throughout: 164.410 is a cite, not a number. */
export const yamlNumber = z
  .string()
  .regex(/^-?\d+(?:\.\d+)?$/, "expected a number")
  .transform(Number);

const TEXT_MAX = 200_000;
const PROBLEMS_MAX = 50;

export type Text<F> = {
  readonly file: string;
  readonly front: F;
  /** The lines after the front matter, and the number of the first. */
  readonly lines: readonly string[];
  readonly firstLine: number;
};

/** Reads a text. What is wrong with its front matter is answered instead of the text. */
export function readText<F>(file: string, text: string, form: z.ZodType<F>): Text<F> | TextProblem[] {
  const lines = text.split(/\r?\n/);
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0) return [{ file, line: 1, says: "Begins with front matter between two lines of ---." }];
  const front = readYaml(file, lines.slice(1, end).join("\n"), form, 1);
  return Array.isArray(front) ? front : { file, front: front.value, lines: lines.slice(end + 1), firstLine: end + 2 };
}

/** Reads YAML of a form; its first line is the one after `before`. */
export function readYaml<F>(file: string, text: string, form: z.ZodType<F>, before = 0): { readonly value: F } | TextProblem[] {
  if (text.length > TEXT_MAX) return [{ file, line: 1, says: `Has more than ${TEXT_MAX} characters.` }];
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, schema: "failsafe" });
  const lineAt = (offset: number): number => before + counter.linePos(offset).line;
  if (document.errors.length > 0)
    return document.errors
      .slice(0, PROBLEMS_MAX)
      .map(({ pos, message }) => ({ file, line: lineAt(pos[0]), says: `Is no YAML: ${message.split("\n")[0] ?? ""}` }));
  const parsed = form.safeParse(plain(document));
  if (parsed.success) return { value: parsed.data };
  return parsed.error.issues.slice(0, PROBLEMS_MAX).map((issue) => {
    const { path, message } = issue;
    const at = path.map(String).join(".");
    const says = message.replace(/^Invalid input: /, "");
    const place = issue.code === "unrecognized_keys" ? [...path, ...issue.keys.slice(0, 1)] : path;
    return { file, line: lineAt(offsetOf(document, place)), says: `${at === "" ? "" : `${at}: `}${says}.` };
  });
}

/** Where the value stands, or what holds it. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) return Number(node.range[0]);
  }
  return 0;
}

/** The values. An alias has no place here, and could make much out of little: then there are none. */
function plain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return "an alias";
  }
}
