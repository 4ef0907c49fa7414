// SPDX-License-Identifier: Apache-2.0
// The sentences that letters share.
import type { Answers } from "../../form/field.ts";
import { extendedLimit, type TimedRight } from "../request-clock.ts";

export type LetterFacts = {
  readonly organization: string;
  /** Name or title of whom to ask, and how to reach them [164.530(a)(1)(ii)]. */
  readonly contact: { readonly title: string; readonly telephone: string; readonly email: string };
  readonly today: string;
  /** Whose record it is, where the case says so. */
  readonly coveredEntity: string | null;
  readonly answers: Answers;
};

/** A letter before its head and foot: paragraphs of Markdown. */
export type Draft = { readonly kind: string; readonly title: string; readonly cites: readonly string[]; readonly says: readonly string[] };

/** What is filled in outside of here. */
export const BLANK = {
  name: "[name, from the record]",
  address: "[address, from the record]",
  signature: "[name and title of whoever signs]",
} as const;

/** "November 29, 2026", as an individual reads it; a blank where there is no day. */
export function dayInWords(day: unknown): string {
  return typeof day === "string" && day !== "" ? Temporal.PlainDate.from(day).toLocaleString("en-US", { dateStyle: "long" }) : "[day]";
}

/** How to complain, to us and to the Secretary [164.524(d)(2)(iii), 164.526(d)(1)(iv)]. */
export function howToComplain({ organization, contact }: LetterFacts): string {
  return `If you think that this is wrong, you may complain to us: write to ${contact.title} at ${organization}, ${contact.email}, or call ${contact.telephone}. You may also complain in writing to the Secretary of the U.S. Department of Health and Human Services, Office for Civil Rights, within 180 days of when you learn of it; its web site, hhs.gov/ocr/complaints, says how. Nobody will retaliate against you for a complaint.`;
}

/** Options that were chosen, as they are called without their paragraphs; a blank where none was chosen yet. */
export function chosen(answer: unknown, options: Readonly<Record<string, string>>, blank: string): string {
  const values = Array.isArray(answer) ? answer : typeof answer === "string" ? [answer] : [];
  const words = values.flatMap((value: unknown) => options[String(value)] ?? []);
  return words.length === 0 ? `- [${blank}]` : words.map((one) => `- ${one}`).join("\n");
}

const DELAYS: Readonly<Record<string, string>> = {
  "stored-elsewhere": "What you asked for is stored elsewhere and has to be brought here.",
  "several-systems": "It has to be gathered from several systems.",
  "from-associate": "A company that works for us holds part of it, and we have asked for that.",
  much: "There is much of it to look through.",
  "author-away": "The person who has to look at it is away.",
};

/** The written statement of an extension: why, and by when [164.524(b)(2)(ii)(A), 164.526(b)(2)(ii)(A), 164.528(c)(1)(ii)(A)]. */
export function extensionOf(right: TimedRight, cite: string, { answers }: LetterFacts): Draft {
  const receivedOn = answers["receivedOn"];
  const day = typeof receivedOn === "string" ? receivedOn : undefined;
  return {
    kind: "extension",
    title: "We need more time for your request",
    cites: [cite],
    says: [
      `We received your request on ${dayInWords(day)}. We cannot complete it in the time that the law first gives us, because:`,
      chosen(answers["delayedBy"], DELAYS, "the reasons for the delay"),
      `We will complete it by **${dayInWords(day === undefined ? undefined : extendedLimit(right, day))}**. The law lets us extend the time once; we will not extend it again.`,
    ],
  };
}

/** To the individual: that their request went to the covered entity whose record it is. */
export const passedOn = ({ answers, contact, coveredEntity }: LetterFacts): Draft => ({
  kind: "passed-on",
  title: "Your request was passed on",
  cites: ["164.504(e)(2)(ii)"],
  says: [
    `We received your request on ${dayInWords(answers["receivedOn"])}. We keep this information for your provider or plan, which answers requests about it: ${coveredEntity === null ? "[which covered entity, and how it is reached]" : `${coveredEntity}, [how it is reached]`}. We passed your request on to them on ${dayInWords(answers["passedOn"])}, and help them with what they need from us.`,
    `If you have a question about this letter, call ${contact.title}, ${contact.telephone}.`,
  ],
});
