// SPDX-License-Identifier: Apache-2.0
import { parseCite } from "#rule/cite.ts";
import { definitions } from "#rule/definition.ts";
import { paragraph, sections } from "#rule/paragraph.ts";
import { vacatedRequirements } from "#rule/rule.ts";

const CITE = /\b16[04]\.\d{3}(?:\([A-Za-z0-9]+\))*/g;

/** The cites that stand in a text. */
export function citesIn(text: string): string[] {
  return [...text.matchAll(CITE)].map(([cite]) => cite);
}

/** Subpart A is not held as data, nor are the paragraphs inside definitions: "breach" has the exceptions (1) and the factors (2). */
const BESIDE = /^164\.(?:10[2-6]|402\((?:1|2)\)(?:\((?:i|ii|iii|iv)\))?)$/;

/** True for a section or paragraph that there is. Part 160 is not held as data: of its cites only the form is looked at. */
export function isInRule(cite: string): boolean {
  if (BESIDE.test(cite)) return true;
  if (parseCite(cite) === undefined) return false;
  if (cite.startsWith("160.") || paragraph(cite) !== undefined) return true;
  return sections().some(({ section }) => section === cite) || definitions().some((definition) => definition.cite === cite);
}

/** True for what a court vacated: it asks for nothing. */
export function isVacated(cite: string): boolean {
  return paragraph(cite)?.vacated !== undefined || vacatedRequirements().some((requirement) => requirement.cite === cite);
}
