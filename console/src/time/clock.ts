// SPDX-License-Identifier: Apache-2.0
// The console's only reader of time. Deadlines are the server's, so its clock counts: each answer's Date header corrects ours.

let aheadMs = 0;

/** Milliseconds since the epoch by the server's clock, as far as this browser knows it (to about a second). */
export function nowMs(): number {
  return performance.timeOrigin + performance.now() + aheadMs;
}

/** Takes the `Date` header of an answer. A difference under two seconds is transport and rounding, not a wrong clock. */
export function correctClock(date: string | null): void {
  const serverMs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(serverMs)) return;
  const differenceMs = serverMs - (performance.timeOrigin + performance.now());
  aheadMs = Math.abs(differenceMs) < 2_000 ? 0 : differenceMs;
}
