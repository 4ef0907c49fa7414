// SPDX-License-Identifier: Apache-2.0
// Passages for one kind of organization (policies/README.md), and the numbers of what is left when the others drop out.
import type { TextProblem } from "../front-matter.ts";
import { AUDIENCES } from "../library.ts";
import type { PolicyText } from "../policy-text.ts";

export type Entity = (typeof AUDIENCES)[number] | "both";

/** A line of a text and its number in the file. */
export type Line = { readonly n: number; readonly text: string };

type Marked = Line & { readonly isKept: boolean };
type Say = (n: number, says: string) => void;

/** The lines that concern an entity, numbered without gaps. What is wrong with the passages goes into `problems`. */
export function linesFor(policy: PolicyText, entity: Entity, problems: TextProblem[]): Line[] {
  const say: Say = (line, says) => void problems.push({ file: policy.file, line, says });
  const isEmpty = (line: Line | undefined): boolean => line === undefined || line.text.trim() === "";
  return renumber(mark(policy, entity, say), say).filter((line, n, all) => !isEmpty(line) || !isEmpty(all[n - 1]));
}

function mark({ lines, firstLine }: PolicyText, entity: Entity, say: Say): Marked[] {
  const marked: Marked[] = [];
  let passage: { readonly n: number; readonly audience: string } | undefined;
  lines.forEach((text, index) => {
    const n = firstLine + index;
    if (!text.startsWith(":::")) {
      marked.push({ n, text, isKept: passage === undefined || entity === "both" || passage.audience === entity });
      return;
    }
    const audience = /^:::only (\S+)$/.exec(text.trimEnd())?.[1];
    const isEnd = text.trim() === ":::";
    if (!isEnd && !AUDIENCES.some((known) => known === audience)) say(n, `"${text}" opens no passage: see policies/README.md.`);
    else if (isEnd === (passage === undefined)) say(n, "Passages are closed before the next opens.");
    passage = audience === undefined ? undefined : { n, audience };
  });
  if (passage !== undefined) say(passage.n, "This passage is not closed.");
  return marked;
}

const ITEM = /^(\s*)(\d{1,9})([.)])(?=\s)/;
const HEADING = /^#{1,6}\s/;
const RULES = /^## Rules\s*$/;
const EVIDENCE = /^## What shows that we follow it\s*$/;

/**
 * Gives list items their numbers anew. Where rules get other numbers, so does what refers to them; a reference to a rule that dropped out
 * is a problem, because nobody could follow it.
 */
function renumber(marked: readonly Marked[], say: Say): Line[] {
  const ruleByRule = new Map<number, number | null>();
  const kept = numbered(marked, ruleByRule);
  if ([...ruleByRule].every(([was, is]) => was === is)) return kept;
  let isEvidence = false;
  return kept.map(({ n, text }) => {
    if (HEADING.test(text)) isEvidence = EVIDENCE.test(text);
    const now = (number: string): string => {
      const is = ruleByRule.get(Number(number));
      if (is === null) say(n, `Rule ${number} is referred to, and does not concern this kind of organization.`);
      return String(is ?? number);
    };
    const renamed = text.replaceAll(/\b[Rr]ules? \d+(?:(?:,? and |,? or | to |, )\d+)*/g, (rules) => rules.replaceAll(/\d+/g, now));
    return { n, text: isEvidence ? renamed.replace(/^\| *[\d, ]+\|/, (cell) => cell.replaceAll(/\d+/g, now)) : renamed };
  });
}

/** Counts on within a list; a heading, or words at the margin after an empty line, end it. Notes what becomes of each rule's number. */
function numbered(marked: readonly Marked[], ruleByRule: Map<number, number | null>): Line[] {
  const nextByIndent = new Map<number, number>();
  let isRules = false;
  let isAfterEmpty = true;
  return marked.flatMap(({ n, text, isKept }) => {
    const [whole, indent = "", number = "", end = ""] = ITEM.exec(text) ?? [];
    if (HEADING.test(text)) isRules = RULES.test(text);
    if (HEADING.test(text) || (isAfterEmpty && /^\S/.test(text) && whole === undefined)) nextByIndent.clear();
    isAfterEmpty = text.trim() === "";
    if (whole === undefined) return isKept ? [{ n, text }] : [];
    for (const deeper of nextByIndent.keys()) if (deeper > indent.length) nextByIndent.delete(deeper);
    const is = nextByIndent.get(indent.length) ?? Number(number);
    nextByIndent.set(indent.length, isKept ? is + 1 : is);
    if (isRules && indent === "" && ruleByRule.get(Number(number)) !== is) ruleByRule.set(Number(number), isKept ? is : null);
    return isKept ? [{ n, text: `${indent}${is}${end}${text.slice(whole.length)}` }] : [];
  });
}
