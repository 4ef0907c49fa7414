// SPDX-License-Identifier: Apache-2.0
// How times read: relative in lists, exact with the zone on hover and in the detail, calendar days in the organization's zone.
// Intl does the work, so a browser without Temporal shows the same.

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string | undefined, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${zone ?? ""}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const locale = name === "zone" ? "en-US" : "en-GB"; // British order of day and month; American names of zones ("PST").
  const made = new Intl.DateTimeFormat(locale, zone === undefined ? options : { ...options, timeZone: zone });
  formats.set(key, made);
  return made;
}

/** Milliseconds of an RFC 3339 instant; NaN when it is none. */
export function instantMs(instant: string): number {
  return Date.parse(instant);
}

/** "just now", "4 min ago", "3 h ago", "61 d ago"; "in 5 min" for what is to come. */
export function relative(instant: string, nowMs: number): string {
  const ms = nowMs - instantMs(instant);
  if (Number.isNaN(ms)) return "unknown";
  const size = Math.abs(ms);
  if (size < 45 * SECOND_MS) return "just now"; // Clocks differ by seconds.
  const words = span(size);
  return ms < 0 ? `in ${words}` : `${words} ago`;
}

/** A length of time in its largest unit: "40 s", "4 min", "3 h", "61 d". */
export function span(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) return `${Math.round(ms / HOUR_MS)} h`;
  return `${Math.round(ms / DAY_MS)} d`;
}

/** "0:59", "12:41": what is left of a running clock; never below zero. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND_MS));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** "19 Nov 2026, 14:32:07.418 PST": everything, with the zone. */
export function exact(instant: string, zone?: string): string {
  const ms = instantMs(instant);
  if (Number.isNaN(ms)) return instant;
  return (
    format(zone, "exact", {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      fractionalSecondDigits: 3,
    }).format(ms) + zoneName(ms, zone)
  );
}

function zoneName(ms: number, zone: string | undefined): string {
  const part = format(zone, "zone", { timeZoneName: "short" })
    .formatToParts(ms)
    .find(({ type }) => type === "timeZoneName");
  return part === undefined ? "" : ` ${part.value}`;
}

/** "19 Nov 2026, 14:32 PST": for sentences. */
export function moment(instant: string, zone?: string): string {
  const ms = instantMs(instant);
  if (Number.isNaN(ms)) return instant;
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" };
  return format(zone, "moment", options).format(ms) + zoneName(ms, zone);
}

/** "1 July 2026": a calendar date that belongs to no zone, such as that of an edition. */
export function date(day: string): string {
  const ms = instantMs(day.slice(0, 10));
  return Number.isNaN(ms) ? day : format("UTC", "date", { day: "numeric", month: "long", year: "numeric" }).format(ms);
}

/** The same of an instant: the day that it was in that zone. */
export function dateAt(at: string, zone?: string): string {
  return date(at.includes("T") ? dayOf(instantMs(at), zone) : at);
}

/** "Wed 18 Nov", with the year when it is another one. */
export function day(instant: string, zone: string | undefined, nowMs: number): string {
  const ms = instantMs(instant);
  if (Number.isNaN(ms)) return instant;
  const year = format(zone, "year", { year: "numeric" });
  const sameYear = year.format(ms) === year.format(nowMs);
  const short = format(zone, "day", { weekday: "short", day: "numeric", month: "short" });
  return sameYear
    ? short.format(ms).replace(",", "")
    : format(zone, "long", { day: "numeric", month: "short", year: "numeric" }).format(ms);
}

/** "Thursday 19 November 2026, 14:38 PST". */
export function today(nowMs: number, zone?: string): string {
  return (
    format(zone, "today", {
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
    })
      .format(nowMs)
      .replace(",", "")
      .replace(" at ", ", ") + zoneName(nowMs, zone)
  );
}

/** "14:32" or, with seconds, "14:32:07". */
export function clockTime(instant: string, zone: string | undefined, seconds = false): string {
  const ms = instantMs(instant);
  if (Number.isNaN(ms)) return instant;
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
  return format(zone, seconds ? "seconds" : "minutes", seconds ? { ...options, second: "2-digit" } : options).format(ms);
}

/** Whole calendar days from today to a due instant in that zone: -1 is yesterday. Counts days, not hours (164.404(b)). */
export function daysUntil(instant: string, zone: string | undefined, nowMs: number): number {
  return dayNumber(instantMs(instant), zone) - dayNumber(nowMs, zone);
}

function dayNumber(ms: number, zone: string | undefined): number {
  const parts = format(zone, "parts", { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(ms);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day")) / DAY_MS;
}

export type Urgency = "late" | "soon" | "later";

/** What a due date says: "1 day late", "Today 17:00", "5 days". Soon is within a week. */
export function due(instant: string, zone: string | undefined, nowMs: number): { says: string; urgency: Urgency } {
  const days = daysUntil(instant, zone, nowMs);
  if (instantMs(instant) < nowMs) {
    return { says: days === 0 ? `Since ${clockTime(instant, zone)}` : `${plural(-days, "day")} late`, urgency: "late" };
  }
  if (days === 0) return { says: `Today ${clockTime(instant, zone)}`, urgency: "soon" };
  return { says: plural(days, "day"), urgency: days <= 7 ? "soon" : "later" };
}

/** "1 day", "2 days", "1,318 entries". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** Today in that zone as a calendar day, "2026-11-29": what date fields are filled in with. */
export function dayOf(nowMs: number, zone?: string): string {
  const parts = format(zone, "parts", { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(nowMs);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** What a due day says: a duty due on a day is late once that day has ended. */
export function dueDay(day: string, today: string): { says: string; urgency: Urgency } {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / DAY_MS);
  if (days < 0) return { says: `${plural(-days, "day")} late`, urgency: "late" };
  if (days === 0) return { says: "Today", urgency: "soon" };
  return { says: plural(days, "day"), urgency: days <= 7 ? "soon" : "later" };
}
