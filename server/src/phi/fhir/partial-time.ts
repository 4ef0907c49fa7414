// SPDX-License-Identifier: Apache-2.0

/**
 * True if FHIR date `a` is certainly after `b`. Dates may be partial ("2026", "2026-11"): where they differ in precision only what both
 * state is compared, so a period within one month is never called reversed.
 */
export function isAfter(a: unknown, b: unknown): boolean {
  if (typeof a !== "string" || typeof b !== "string") return false;
  if (a.includes("T") && b.includes("T")) return Date.parse(a) > Date.parse(b);
  const both = Math.min(a.length, b.length, "2026-11-22".length);
  return a.slice(0, both) > b.slice(0, both);
}
