// SPDX-License-Identifier: Apache-2.0
/** The most events that happened within `withinMs` of the first of them; `atMs` in the order of time. Answers where they begin and how many. */
export function longestSeries(atMs: readonly number[], withinMs: number): { readonly start: number; readonly count: number } {
  let best = { start: 0, count: 0 };
  let start = 0;
  for (const [n, now] of atMs.entries()) {
    while (now - (atMs[start] ?? now) >= withinMs) start += 1;
    if (n - start + 1 > best.count) best = { start, count: n - start + 1 };
  }
  return best;
}
