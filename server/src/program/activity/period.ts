// SPDX-License-Identifier: Apache-2.0
// Which time a review is about. Periods stand one after the other without a hole: each begins where the last one ended, and ends with a day
// of the organization's zone. After an outage one review has the whole time, up to a month; then the next is due at once.
import { MS_PER_MINUTE } from "#base/clock.ts";
import type { Span } from "#ledger/activity.ts";
import { type Day, dayAt, endOf, plusDays } from "../calendar.ts";

/** Whole days that one review is about at most. */
export const PERIOD_DAYS_MAX = 31;
/** An entry is durable this long after its time at the latest: what may still come is left to the next review. */
export const SETTLED_MS = MS_PER_MINUTE;

/** The first instant of a day in a zone. */
export const startOf = (day: Day, zone: string): Date => endOf(plusDays(day, -1), zone);

/**
 * The next period, or null if nothing can be reviewed yet. The first begins with the day of the set-up and may end within a day, so that
 * whoever begins can look at once; every other one is of whole days.
 * @param last Until when reviews were prepared; null: none was.
 */
export function nextPeriod({ last, setUpAt, now, zone }: { last: Date | null; setUpAt: Date; now: Date; zone: string }): Span | null {
  const settled = new Date(now.getTime() - SETTLED_MS);
  const from = last ?? startOf(dayAt(setUpAt, zone), zone);
  const longest = startOf(plusDays(dayAt(from, zone), PERIOD_DAYS_MAX), zone);
  const day = startOf(dayAt(settled, zone), zone);
  const end = day > from ? day : last === null ? settled : from;
  const to = end > longest ? longest : end;
  return to > from ? { from, to } : null;
}

/** The day by which the next review is signed: so many days after the last one's end. */
export const dueOn = (reviewedTo: Date, everyDays: number, zone: string): Day => plusDays(dayAt(reviewedTo, zone), everyDays);

/** The nights of a time, each as a span; on the day of a clock change one has an hour more or less. */
export function nightsOf({ from, to }: Span, zone: string, { fromHour, toHour }: { fromHour: number; toHour: number }): Span[] {
  const at = (day: Day, hour: number): Date =>
    new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: { hour } }).epochMilliseconds);
  const nights: Span[] = [];
  for (let day = plusDays(dayAt(from, zone), -1); day <= dayAt(to, zone); day = plusDays(day, 1)) {
    const begin = at(day, fromHour);
    const end = at(plusDays(day, 1), toHour);
    const span = { from: begin < from ? from : begin, to: end > to ? to : end };
    if (span.to > span.from) nights.push(span);
  }
  return nights;
}

/** As many equal times before a period, nearest first. */
export function periodsBefore({ from, to }: Span, count: number): Span[] {
  const lengthMs = to.getTime() - from.getTime();
  return Array.from({ length: count }, (_, n) => ({
    from: new Date(from.getTime() - (n + 1) * lengthMs),
    to: new Date(from.getTime() - n * lengthMs),
  }));
}

/** The times between `since` and `until` that none of these covers, oldest first. */
export function holesIn(covered: readonly Span[], since: Date, until: Date): Span[] {
  const holes: Span[] = [];
  let reached = since;
  for (const { from, to } of covered.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    if (from >= until) break;
    if (from > reached) holes.push({ from: reached, to: from });
    if (to > reached) reached = to;
  }
  if (until > reached) holes.push({ from: reached, to: until });
  return holes;
}
