// SPDX-License-Identifier: Apache-2.0
// From what a person types, a day and a time where the organization is, to an instant with its offset, and back. Intl does the work.

const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const MINUTE_MS = 60_000;

const wallFormats = new Map<string, Intl.DateTimeFormat>();

/** What a wall clock in the zone shows at an instant, as milliseconds of a day without zone. */
function wallMs(ms: number, zone: string): number {
  const known = wallFormats.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  if (known === undefined) wallFormats.set(zone, format);
  const parts = format.formatToParts(ms);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/** Minutes east of Greenwich at an instant in a zone. */
const offsetAt = (ms: number, zone: string): number => Math.round((wallMs(ms, zone) - Math.floor(ms / 1000) * 1000) / MINUTE_MS);

/**
 * "2026-12-29T18:40" in a zone as "2026-12-29T18:40:00-06:00". An hour that comes twice is the first of the two, one that is skipped is
 * moved on by what is skipped. Null for what is no time.
 */
export function instantIn(local: string, zone = "UTC"): string | null {
  if (!LOCAL.test(local)) return null;
  const asUtc = Date.parse(`${local.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const before = asUtc - offsetAt(asUtc - 24 * 60 * MINUTE_MS, zone) * MINUTE_MS;
  const after = asUtc - offsetAt(asUtc + 24 * 60 * MINUTE_MS, zone) * MINUTE_MS;
  const fits = [Math.min(before, after), Math.max(before, after)].find((ms) => wallMs(ms, zone) === asUtc);
  return withOffset(fits ?? before, zone);
}

function withOffset(ms: number, zone: string): string {
  const minutes = offsetAt(ms, zone);
  const wall = new Date(ms + minutes * MINUTE_MS).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${wall}${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** An instant as it is typed in that zone: "2026-12-29T18:40"; empty for none. */
export function localIn(instant: string, zone = "UTC"): string {
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? "" : new Date(wallMs(ms, zone)).toISOString().slice(0, 16);
}

/** "UTC-06:00" of an instant that carries its offset. */
export function offsetName(instant: string): string {
  const offset = /[+-]\d\d:\d\d$/.exec(instant)?.[0];
  return offset === undefined || offset === "+00:00" ? "UTC" : `UTC${offset}`;
}
