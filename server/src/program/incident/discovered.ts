// SPDX-License-Identifier: Apache-2.0
// On which day a discovery falls: clocks count calendar days from it [164.404(b), 164.410(b)], and one written in UTC may be tomorrow's.
import type { Parts } from "#gate/parts.ts";
import { dayAt, zoneOf } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import { contractTerms } from "./contract-terms.ts";

const MOMENTS = ["discoveredAt", "agentKnewAt"] as const;

/**
 * The moments that were written anew, with the organization's offset where its day is earlier than the one they were written with: of the
 * two days the earlier counts. What stood before stays as it is, for its clocks were counted by it.
 */
export function onEarlierDay(answers: Answers, before: Answers, zone: string): Answers {
  const moved = MOMENTS.flatMap((name): [string, string][] => {
    const written = answers[name];
    if (typeof written !== "string" || written === before[name]) return [];
    const here = Temporal.Instant.from(written).toZonedDateTimeISO(zone);
    return dayAt(new Date(here.epochMilliseconds), zone) < written.slice(0, 10) ? [[name, here.toString({ timeZoneName: "never" })]] : [];
  });
  return Object.fromEntries(moved);
}

/** What the server answers of an assessment: the day of the discovery, and what contracts promise. */
export async function deriveAssessment(parts: Parts, answers: Answers, before: Answers): Promise<Answers> {
  return { ...onEarlierDay(answers, before, await zoneOf(parts)), ...(await contractTerms(parts, answers, before)) };
}
