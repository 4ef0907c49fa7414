// SPDX-License-Identifier: Apache-2.0
// The organization's words in lessons and questions: from its profile, and plain ones while it has none.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { fillingOf } from "../document/filling.ts";
import type { ORGANIZATION_PARAMETERS } from "../document/library.ts";
import { escapeMarkdown, oneLine } from "../document/render/fill-value.ts";

export type CourseWords = Readonly<Record<(typeof ORGANIZATION_PARAMETERS)[number], string>>;

const PLAIN: CourseWords = {
  "organization.name": "the organization",
  "organization.contactEmail": "the privacy official",
  "organization.reportLine": "the security official",
  "securityOfficial.title": "security official",
  "privacyOfficial.title": "privacy official",
  "executiveSponsor.title": "executive",
  identityProvider: "the sign-in",
  cloudProviders: "the cloud",
  ticketSystem: "the ticket system",
};

/** The words to fill in. A profile that does not exist yet stops nobody from learning. */
export async function courseWords(parts: Parts): Promise<CourseWords> {
  try {
    const { organization } = await fillingOf(parts);
    const known = Object.entries(organization).flatMap(([name, value]) => {
      const word = oneLine(value);
      return word === "" ? [] : [[name, word] as const];
    });
    return { ...PLAIN, ...Object.fromEntries(known) };
  } catch (error) {
    if (error instanceof Fault && error.code === "conflict") return PLAIN;
    throw error;
  }
}

const BLANK = /\{([a-zA-Z.]+)\}/g;
const wordOf = (words: CourseWords, name: string): string | undefined =>
  Object.hasOwn(words, name) ? words[name as keyof CourseWords] : undefined; // Has it as its own, so it is a key.

/** A question's text, which is shown as text. */
export const fillPlain = (text: string, words: CourseWords): string =>
  text.trim().replaceAll(BLANK, (blank, name: string) => wordOf(words, name) ?? blank);

/** A lesson's text, which is Markdown: a word never becomes form. */
export const fillLesson = (text: string, words: CourseWords): string =>
  text.replaceAll(BLANK, (blank: string, name: string, at: number) => {
    const word = wordOf(words, name);
    if (word === undefined) return blank;
    const line = text.slice(text.lastIndexOf("\n", at) + 1, at);
    return escapeMarkdown(word, line, text.slice(at + blank.length).split("\n", 1)[0] ?? "");
  });
