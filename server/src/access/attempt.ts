// SPDX-License-Identifier: Apache-2.0
// Throttling and lock-out. An attempt is counted before it is looked at, in one statement: parallel guesses cannot race the count.
import { createHash } from "node:crypto";
import { MS_PER_MINUTE } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { Database } from "#store/database.ts";
import { sql } from "#store/sql.ts";

/** Guesses that are looked at in a window (ASVS 5.0 V6.3.1 wants a limit; ours is 10 in 15 minutes). */
export const ATTEMPTS_MAX = 10;
const WINDOW_MS = 15 * MS_PER_MINUTE;

const term = (subject: string): Uint8Array => createHash("sha256").update(`attempt:${subject.toLowerCase()}`).digest();

/**
 * Counts one attempt at `subject` (an e-mail address, a ticket, a client).
 * @throws Fault `locked_out` when there were too many, whether or not this one would have been right.
 */
export async function countAttempt(db: Database, subject: string, now: Date): Promise<void> {
  const { failures, window_since } = await db.in({ role: "part164_app" }).one<{ failures: number; window_since: Date }>(sql`
    insert into access.attempt as a (subject, failures, window_since) values (${term(subject)}, 1, ${now})
    on conflict (subject) do update
       set failures = case when a.window_since < ${new Date(now.getTime() - WINDOW_MS)} then 1 else a.failures + 1 end,
           window_since = case when a.window_since < ${new Date(now.getTime() - WINDOW_MS)} then ${now} else a.window_since end
    returning failures, window_since`);
  if (failures <= ATTEMPTS_MAX) return;
  const leftMs = window_since.getTime() + WINDOW_MS - now.getTime();
  throw new Fault("locked_out", { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)) });
}

/** Forgets what was counted in windows that are over. Anybody can have made-up names counted. */
export async function sweepAttempts(db: Database, now: Date): Promise<void> {
  await db.in({ role: "part164_app" }).run(sql`delete from access.attempt where window_since < ${new Date(now.getTime() - WINDOW_MS)}`);
}

/** Forgets the count after a success. */
export async function forgetAttempts(db: Database, subject: string): Promise<void> {
  await db.in({ role: "part164_app" }).run(sql`delete from access.attempt where subject = ${term(subject)}`);
}
