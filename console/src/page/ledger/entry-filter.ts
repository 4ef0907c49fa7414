// SPDX-License-Identifier: Apache-2.0
import type { EntryFilter } from "../../api/entry.ts";

const HOUR_MS = 3_600_000;

/** What the address says for a range that moves with the clock; anything else is an instant. */
export const RANGES = [
  { value: "1h", says: "Last hour", ms: HOUR_MS },
  { value: "24h", says: "Last 24 hours", ms: 24 * HOUR_MS },
  { value: "7d", says: "Last 7 days", ms: 7 * 24 * HOUR_MS },
  { value: "30d", says: "Last 30 days", ms: 30 * 24 * HOUR_MS },
] as const;

export const OUTCOMES = ["done", "refused", "failed"] as const;

/** The filter as the server takes it: a moving range becomes an instant, to the minute, so that the same page asks once. */
export function resolveFilter(filter: EntryFilter, nowMs: number): EntryFilter {
  const range = RANGES.find(({ value }) => value === filter.from);
  if (range === undefined) return filter;
  const minute = Math.floor((nowMs - range.ms) / 60_000) * 60_000;
  return { ...filter, from: new Date(minute).toISOString() };
}

/** How many filters narrow the list; which log is read does not count. */
export function narrowing({ log: _log, ...filter }: EntryFilter): number {
  return Object.values(filter).filter((value) => value !== undefined && value !== "").length;
}
