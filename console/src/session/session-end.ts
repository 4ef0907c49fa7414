// SPDX-License-Identifier: Apache-2.0
// Automatic logoff (164.312(a)(2)(iii)) as this tab reckons it. Every request of a person moves the idle end on the server
// without saying so; the greater of what the server last said and what our own requests imply is the estimate.

const MINUTE_MS = 60_000;
/** How long before the end the warning comes. */
export const WARN_MS = MINUTE_MS;

export type Limits = { readonly idleEndsAt: string; readonly endsAt: string; readonly idleMin: number };
export type SessionEnd = { readonly inMs: number; readonly why: "idle" | "limit" };

/** What is left in milliseconds, and which of the two limits comes first. `requestMs` is our last request on behalf of a person. */
export function sessionEnd(limits: Limits, requestMs: number, now: number): SessionEnd {
  const idle = Math.max(Date.parse(limits.idleEndsAt), requestMs + limits.idleMin * MINUTE_MS);
  const limit = Date.parse(limits.endsAt);
  return idle < limit ? { inMs: idle - now, why: "idle" } : { inMs: limit - now, why: "limit" };
}

/** Somebody works without asking the server, such as filling in a form: the session should not end under their hands. */
export function shouldExtend(end: SessionEnd, idleMin: number, inputMs: number, now: number): boolean {
  return end.why === "idle" && end.inMs < (idleMin * MINUTE_MS) / 2 && end.inMs > WARN_MS && now - inputMs < MINUTE_MS;
}
