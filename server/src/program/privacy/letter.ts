// SPDX-License-Identifier: Apache-2.0
// Letters to individuals, drafted in our own words with all that the rule wants in each. The program holds no PHI: where a name or an
// address goes, there is a blank, filled in from the record by whoever sends it. Pure.
import { accessLetters } from "./letter/access-letters.ts";
import { accountingLetters } from "./letter/accounting-letters.ts";
import { amendmentLetters } from "./letter/amendment-letters.ts";
import { otherLetters } from "./letter/other-letters.ts";
import { BLANK, dayInWords, type Draft, type LetterFacts } from "./letter/letter-parts.ts";

export type Letter = {
  /** "denial"; in the address of its file. */
  readonly kind: string;
  readonly title: string;
  /** What must be in it, by paragraph. */
  readonly cites: readonly string[];
  readonly markdown: string;
};

const DRAFTS: Readonly<Record<string, (facts: LetterFacts) => readonly Draft[]>> = {
  "individual-access": accessLetters,
  "individual-amendment": amendmentLetters,
  "individual-accounting": accountingLetters,
  ...otherLetters,
};

/** Every letter that a case of this form may need, the likeliest first; of a covered entity's record only that it was passed on. */
export function lettersOf(form: string, facts: LetterFacts): Letter[] {
  const drafts = (Object.hasOwn(DRAFTS, form) ? DRAFTS[form] : undefined)?.(facts) ?? [];
  const isPassedOn = facts.answers["whose"] === "customers";
  return drafts
    .filter(({ kind }) => (kind === "passed-on") === isPassedOn)
    .map(({ kind, title, cites, says }) => ({ kind, title, cites, markdown: written(facts, title, says) }));
}

function written({ organization, today, answers }: LetterFacts, title: string, says: readonly string[]): string {
  const head = [organization, dayInWords(today), `${BLANK.name}\\\n${BLANK.address}`, `Our reference: ${String(answers["code"] ?? "")}`];
  return `${[`# ${title}`, ...head, `Dear ${BLANK.name}:`, ...says, "Sincerely,", BLANK.signature].join("\n\n")}\n`;
}
