// SPDX-License-Identifier: Apache-2.0
// A policy as it is written: front matter in YAML, then Markdown. Nothing is believed of it; what is wrong is said with its line.
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { POLICY_ROLES } from "./library.ts";

/** Something wrong with a text. `line` counts from 1. */
export type TextProblem = { readonly file: string; readonly line: number; readonly says: string };

const slug = z.string().regex(/^[a-z]+(-[a-z]+)*$/);
/** YAML is read as text throughout: 164.410 is a cite, not a number. */
const number = z
  .string()
  .regex(/^-?\d+(?:\.\d+)?$/, "expected a number")
  .transform(Number);
const says = z.string().min(3);
const parameter = z.union([
  z.strictObject({ default: number, min: number, max: number.optional(), says }),
  z.strictObject({ default: number, max: number, says }),
  z.strictObject({ default: z.string().min(1), oneOf: z.array(z.string().min(1)).min(2), says }),
  z.strictObject({ default: z.string().regex(/[^0-9.-]/, "expected words; a number needs min or max"), says }),
]);

const FrontMatter = z.strictObject({
  id: slug,
  title: z.string().min(5).max(120),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  owner: z.enum(POLICY_ROLES),
  approver: z.enum(POLICY_ROLES),
  /** 164.316(b)(2)(iii): periodically; a year at most is ours. */
  reviewMonths: number.pipe(z.int().min(1).max(12)),
  cites: z.array(z.string()).min(1),
  parameters: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), parameter),
  forms: z.array(slug),
  checks: z.array(slug),
});
export type FrontMatter = z.infer<typeof FrontMatter>;
export type Parameter = z.infer<typeof parameter>;

export type PolicyText = {
  readonly file: string;
  readonly front: FrontMatter;
  /** The lines after the front matter, and the number of the first. */
  readonly lines: readonly string[];
  readonly firstLine: number;
};

const TEXT_MAX = 200_000;

/** Reads a policy. What is wrong with its front matter is answered instead of the policy. */
export function readPolicyText(file: string, text: string): PolicyText | TextProblem[] {
  const problem = (line: number, says: string): TextProblem => ({ file, line, says });
  if (text.length > TEXT_MAX) return [problem(1, `Has more than ${TEXT_MAX} characters.`)];
  const lines = text.split(/\r?\n/);
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0) return [problem(1, "Begins with front matter between two lines of ---.")];
  const counter = new LineCounter();
  const document = parseDocument(lines.slice(1, end).join("\n"), { lineCounter: counter, schema: "failsafe" });
  if (document.errors.length > 0)
    return document.errors.map(({ pos, message }) =>
      problem(1 + counter.linePos(pos[0]).line, `Is no YAML: ${message.split("\n")[0] ?? ""}`),
    );
  const parsed = FrontMatter.safeParse(plain(document));
  if (parsed.success) return { file, front: parsed.data, lines: lines.slice(end + 1), firstLine: end + 2 };
  return parsed.error.issues.map(({ path, message, code }) => {
    const at = path.map(String).join(".");
    const key = new RegExp(`^${String(path[0] ?? "").replaceAll(/\W/g, "")}\\s*:`);
    const line = Math.max(1, lines.findIndex((each, n) => n > 0 && n < end && key.test(each)) + 1);
    return problem(
      line,
      `Front matter: ${at === "" ? "" : `${at}: `}${code === "unrecognized_keys" ? message : message.replace(/^Invalid input: /, "")}.`,
    );
  });
}

/** The values. An alias has no place here, and could make much out of little: then there are none. */
function plain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return "an alias";
  }
}
