// SPDX-License-Identifier: Apache-2.0
// How risks are rated: likelihood and impact from 1 to 5, each in words that two people read alike; their product, and its level by
// bounds that are written down (NIST SP 800-30 Rev. 1, appendices G to I, on five steps). Pure.
import type { Option } from "../form/field.ts";

export type Step = { readonly value: 1 | 2 | 3 | 4 | 5; readonly word: string; readonly says: string };
export type Level = "low" | "moderate" | "high" | "critical";
/** Two steps of the scale. */
export type Rating = { readonly likelihood: number; readonly impact: number };
export type Rated = Rating & { readonly score: number; readonly level: Level };

export const LIKELIHOOD: readonly Step[] = [
  { value: 1, word: "Hardly ever", says: "Not expected within ten years." },
  { value: 2, word: "Rarely", says: "Once in three to ten years." },
  { value: 3, word: "Now and then", says: "Once in one to three years." },
  { value: 4, word: "Often", says: "Up to ten times a year." },
  { value: 5, word: "Almost surely", says: "More than ten times a year, or it is happening now." },
];

export const IMPACT: readonly Step[] = [
  { value: 1, word: "Negligible", says: "Nobody's PHI is exposed, changed or missed; an hour of work for us." },
  { value: 2, word: "Small", says: "A few individuals, nothing sensitive, put right within a day; a day of work for us." },
  { value: 3, word: "Noticeable", says: "Up to 499 individuals, or care delayed without harm; notices to send and weeks of work for us." },
  { value: 4, word: "Serious", says: "500 individuals or more, or sensitive PHI, or care that suffers; contracts are lost." },
  { value: 5, word: "Ruinous", says: "Most individuals whom we hold PHI of, or somebody is gravely harmed; we may not survive it." },
];

/** From which score on a level holds. */
export const BOUNDS: readonly { readonly level: Level; readonly from: number; readonly says: string }[] = [
  { level: "low", from: 1, says: "Is watched." },
  { level: "moderate", from: 5, says: "Is treated when there is occasion." },
  { level: "high", from: 10, says: "Has a treatment with a day, or an acceptance by an executive." },
  { level: "critical", from: 17, says: "The same, before anything else." },
];

/** The level of a score from 1 to 25. @throws RangeError for any other number. */
export function levelOf(score: number): Level {
  if (!Number.isInteger(score) || score < 1 || score > 25) throw new RangeError("A score is the product of two steps from 1 to 5.");
  return BOUNDS.findLast(({ from }) => score >= from)?.level ?? "low";
}

/** Likelihood times impact, with its level. @throws RangeError unless both are steps of the scale. */
export function rated({ likelihood, impact }: Rating): Rated {
  for (const step of [likelihood, impact])
    if (!Number.isInteger(step) || step < 1 || step > 5) throw new RangeError("A step is a whole number from 1 to 5.");
  const score = likelihood * impact;
  return { likelihood, impact, score, level: levelOf(score) };
}

/** Answers "1" to "5" as a rating; null while one of them is missing. */
export function ratingOf(likelihood: unknown, impact: unknown): Rated | null {
  const steps = [likelihood, impact].map((answer) => (typeof answer === "string" && /^[1-5]$/.test(answer) ? Number(answer) : null));
  const [one = null, other = null] = steps;
  return one === null || other === null ? null : rated({ likelihood: one, impact: other });
}

/** Whether a level must be answered: by a treatment in time or by an acceptance [164.308(a)(1)(ii)(B)]. */
export const mustBeAnswered = (level: Level): boolean => level === "high" || level === "critical";

/** The steps as choices of a form, with what each means. */
export const choicesOf = (steps: readonly Step[]): readonly Option[] =>
  steps.map(({ value, word, says }) => ({ value: String(value), label: `${value}: ${word}`, help: says }));
