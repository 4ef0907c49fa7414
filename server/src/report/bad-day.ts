// SPDX-License-Identifier: Apache-2.0
// On a bad day nothing else is the next step: a report that nobody has judged, a clock that ends within a week, a doubt that nobody decides.
import type { Actor } from "#access/actor.ts";
import type { Parts } from "#gate/parts.ts";
import { dayWords, plusDays, today } from "#program/calendar.ts";
import { sql } from "#store/sql.ts";
import type { Step } from "./home.ts";

/** A clock that ends within so many days is the next step. */
const SOON_DAYS = 7;

type State = {
  readonly report: string | null;
  readonly doubt: string | null;
  readonly clock: string | null;
  readonly due_on: string | null;
};

/** What an official does first while an incident is open; null on other days, and for others. */
export async function badDayStep(parts: Parts, actor: Actor): Promise<Step | null> {
  const isOfficial = actor.kind !== "user" || actor.roles.some((role) => role === "security-official" || role === "privacy-official");
  if (!isOfficial) return null;
  const day = await today(parts);
  const { report, doubt, clock, due_on } = await parts.db.in({ role: "part164_app", tenant: parts.installation }).one<State>(sql`
    select (select id from program.submission where form = 'incident-report' and state = 'reported' order by id limit 1) as report,
           (select id from program.submission where form = 'breach-assessment' and state in ('presumed', 'submitted') order by id limit 1) as doubt,
           soon.href as clock, soon.due_on::text as due_on
      from (select 1) one left join lateral (
        select href, due_on from program.task
         where starts_with(key, 'breach:') and done_at is null and due_on <= ${plusDays(day, SOON_DAYS)}::date order by due_on, key limit 1) soon on true`);
  if (clock !== null && due_on !== null) {
    const isLate = due_on < day;
    return {
      title: isLate ? "Send the breach notice that is late" : "Send the breach notice that is due next",
      says: isLate ? `It was due on ${dayWords(due_on)}. Being late does not end the duty.` : `Its clock ends on ${dayWords(due_on)}.`,
      href: clock,
    };
  }
  if (report !== null)
    return {
      title: "Judge a report of an incident",
      says: "Somebody noticed something. Is it an incident, and may PHI be concerned?",
      href: `/submissions/${report}`,
    };
  if (doubt !== null)
    return {
      title: "Decide whether it is a breach",
      says: "Until then it is presumed to be one. One official assesses, another confirms.",
      href: `/breaches/${doubt}`,
    };
  return null;
}
