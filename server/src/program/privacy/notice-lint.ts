// SPDX-License-Identifier: Apache-2.0
// Whether a notice of privacy practices says what it must [164.520(b)(1)]: each required statement is looked for by words that cannot be
// left out of it. The lint finds what is missing; that a statement is good and true is for the person who approves it.
import type { Answers } from "../form/field.ts";
import { noticeHeader } from "./notice-text.ts";

export type Statement = { readonly cite: string; readonly says: string; readonly isThere: boolean };

type Wanted = {
  readonly cite: string;
  readonly says: string;
  /** All of these stand in the text. None of them takes longer than a moment, whatever the text is. */
  readonly words: readonly { test(text: string): boolean }[];
  /** Only of who answers so. */
  readonly when?: (answers: Answers) => boolean;
};

const yes =
  (name: string) =>
  (answers: Answers): boolean =>
    answers[name] === "yes";
const hasPartTwo = ({ partTwo }: Answers): boolean => partTwo === "creates" || partTwo === "receives";

/** "Whom to ask: …, telephone …5": looked for line by line, because one expression for it would search for minutes in some texts. */
const contact = {
  test: (text: string): boolean =>
    text
      .split(/whom to ask/i)
      .slice(1)
      .some((after) => {
        const line = /^\s+([^[\n]+)/.exec(after)?.[1]?.toLowerCase() ?? "";
        const at = line.indexOf(TELEPHONE);
        return at > 0 && /\d/.test(line.slice(at + TELEPHONE.length));
      }),
};
const TELEPHONE = ", telephone ";

const WANTED: readonly Wanted[] = [
  { cite: "164.520(b)(1)(ii)(A)", says: "Treatment, with an example", words: [/treat(ment| you)[^\n]*example/i] },
  { cite: "164.520(b)(1)(ii)(A)", says: "Payment, with an example", words: [/pa(id|yment)[^\n]*example/i] },
  { cite: "164.520(b)(1)(ii)(A)", says: "Health care operations, with an example", words: [/operations[^\n]*example/i] },
  {
    cite: "164.520(b)(1)(ii)(B)",
    says: "Each other purpose without an authorization",
    words: [
      /public health/i,
      /oversight/i,
      /court/i,
      /law enforcement/i,
      /coroner/i,
      /research/i,
      /threat/i,
      /workers.? compensation/i,
      /requires it/i,
    ],
  },
  { cite: "164.520(b)(1)(ii)(C)", says: "Stricter law, where there is one", words: [/stricter/i], when: yes("hasStricterLaw") },
  {
    cite: "164.520(b)(1)(ii)(E)",
    says: "What needs an authorization: psychotherapy notes, marketing, sale",
    words: [/psychotherapy notes/i, /marketing/i, /sale/i],
  },
  {
    cite: "164.520(b)(1)(ii)(E)",
    says: "Anything else only with a written authorization",
    words: [/other use or disclosure that this notice does not describe/i],
  },
  { cite: "164.520(b)(1)(ii)(E)", says: "An authorization may be revoked", words: [/revoke an authorization/i] },
  {
    cite: "164.520(b)(1)(iii)(A)",
    says: "Raising funds, and the right to opt out",
    words: [/raise funds/i, /opt out/i],
    when: yes("raisesFunds"),
  },
  { cite: "164.520(b)(1)(iii)(B)", says: "Telling the sponsor of the plan", words: [/sponsor of the plan/i], when: yes("tellsSponsor") },
  {
    cite: "164.520(b)(1)(iii)(C)",
    says: "No genetic information for underwriting",
    words: [/genetic information[\s\S]{0,60}underwriting/i],
    when: yes("underwrites"),
  },
  {
    cite: "164.520(b)(1)(iii)(D)",
    says: "Substance use records in proceedings",
    words: [/42 CFR part 2/i, /proceeding against you/i, /court order[^.]*(subpoena|legal requirement)/i],
    when: hasPartTwo,
  },
  {
    cite: "164.520(b)(1)(iii)(E)",
    says: "Raising funds with substance use records",
    words: [/clear and conspicuous opportunity/i],
    when: (answers) => answers["partTwo"] === "creates" && yes("partTwoFundraising")(answers),
  },
  {
    cite: "164.520(b)(1)(iv)(A)",
    says: "The right to ask for restrictions, and when we must agree",
    words: [/ask us for restrictions/i, /not required to agree/i, /paid in full/i],
  },
  { cite: "164.520(b)(1)(iv)(B)", says: "The right to confidential communications", words: [/confidential communications/i] },
  { cite: "164.520(b)(1)(iv)(C)", says: "The right to inspect and copy", words: [/inspect and copy/i] },
  { cite: "164.520(b)(1)(iv)(D)", says: "The right to amend", words: [/to amend/i] },
  { cite: "164.520(b)(1)(iv)(E)", says: "The right to an accounting of disclosures", words: [/accounting of disclosures/i] },
  { cite: "164.520(b)(1)(iv)(F)", says: "The right to a paper copy", words: [/paper copy of this notice/i] },
  {
    cite: "164.520(b)(1)(v)(A)",
    says: "The duties: privacy, this notice, notice of a breach",
    words: [/required by law to maintain the privacy/i, /legal duties/i, /breach of unsecured/i],
  },
  { cite: "164.520(b)(1)(v)(B)", says: "To abide by the notice in effect", words: [/abide by the terms/i] },
  {
    cite: "164.520(b)(1)(v)(C)",
    says: "The right to change it is reserved, and how a revised one is given",
    words: [/reserve the right to change/i, /revised notice/i],
    when: yes("reservesRight"),
  },
  {
    cite: "164.520(b)(1)(vi)",
    says: "Complaints to us and to the Secretary, how, and no retaliation",
    words: [/complain to us and to the Secretary/i, /To complain to us: [^[]/i, /not be retaliated against/i],
  },
  { cite: "164.520(b)(1)(vii)", says: "The contact, with a telephone number", words: [contact] },
  { cite: "164.520(b)(1)(viii)", says: "The day on which it takes effect", words: [/In effect from [A-Z][a-z]+ \d{1,2}, \d{4}/] },
];

/** Every statement that this organization's notice must have, and whether it is there. Blanks in brackets count as missing. */
export function noticeStatements(markdown: string, answers: Answers): Statement[] {
  const header: Statement = { cite: "164.520(b)(1)(i)", says: "The header, word for word", isThere: markdown.includes(noticeHeader()) };
  const wanted = WANTED.filter(({ when }) => when?.(answers) ?? true);
  const plain = markdown
    .replaceAll("**", "")
    .replaceAll("’", "'")
    .replaceAll(/([^\n])\n(?=[^\n\-*#|\d])/g, "$1 "); // A paragraph is one line.
  return [header, ...wanted.map(({ cite, says, words }) => ({ cite, says, isThere: words.every((word) => word.test(plain)) }))];
}

/** The blanks that nobody filled in, as they stand: "[telephone number]". */
export const blanksIn = (markdown: string): string[] => [...markdown.matchAll(/(?<!\\)\[[^[\]\\]+\](?!\()/g)].map(([blank]) => blank);
