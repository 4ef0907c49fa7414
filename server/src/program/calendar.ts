// SPDX-License-Identifier: Apache-2.0
// Legal days are calendar days in the organization's time zone, not multiples of 24 hours: a day of a clock change has 23 or 25.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";

/** A calendar day, "2026-11-29". */
export type Day = string;

/** The organization's time zone (IANA name); UTC until somebody has said which. */
export async function zoneOf({ db, installation }: Pick<Parts, "db" | "installation">): Promise<string> {
  return zoneIn(db.in({ role: "part164_app", tenant: installation }));
}

/** The same, asked where one already is: inside a transaction, say. */
export async function zoneIn(db: Queryable): Promise<string> {
  const { zone } = await db.one<{ zone: string }>(sql`select coalesce(time_zone, 'UTC') as zone from part164.installation`);
  return zone;
}

/** Today where the organization is. */
export async function today(parts: Pick<Parts, "db" | "installation" | "clock">): Promise<Day> {
  return dayAt(parts.clock.now(), await zoneOf(parts));
}

/** The day that an instant falls on in a zone. */
export function dayAt(at: Date, zone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** "29 November 2026", as the console says days. */
export const dayWords = (day: Day): string => Temporal.PlainDate.from(day).toLocaleString("en-GB", { dateStyle: "long" });

/** So many calendar days later; earlier if negative. */
export function plusDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** So many months later: from the 31st to the last day of a shorter month. */
export function plusMonths(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

/** So many years later: from 29 February to the 28th of a year that has no 29th. */
export function plusYears(day: Day, years: number): Day {
  return Temporal.PlainDate.from(day).add({ years }).toString();
}

/** The first instant after a day in a zone: what is due on that day is late from here on. */
export function endOf(day: Day, zone: string): Date {
  return new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
}

/** The last instant of a day in a zone: by then what is due on that day is done. */
export const lastInstantOf = (day: Day, zone: string): Date => new Date(endOf(day, zone).getTime() - 1);

/** How many calendar days from one day to another; negative if it is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "day" }).days;
}

/** Six years, 164.316(b)(2)(i) and 164.530(j)(2): from creation, or from when it was last in effect, whichever is later. */
export const RETENTION_YEARS = 6;

/** The first day on which a document may be removed; null while it is in effect. */
export function keptUntil({ createdOn, endedOn }: { readonly createdOn: Day; readonly endedOn: Day | null }): Day | null {
  if (endedOn === null) return null;
  return plusDays(plusYears(endedOn > createdOn ? endedOn : createdOn, RETENTION_YEARS), 1); // The anniversary itself is still kept.
}
