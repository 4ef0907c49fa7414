// SPDX-License-Identifier: Apache-2.0
// Throttling and lock-out. An attempt is counted before it is looked at, in one statement: parallel guesses cannot race the count.
import { createHash } from "node:crypto";
import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { UserId } from "#base/id.ts";
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

/** Wrong codes in a row that cost no wait; then 30 s, a minute, two, and so on up to an hour (SP 800-63B-4, 3.2.2). */
export const FREE_CODES = 5;
const FIRST_WAIT_MS = 30 * MS_PER_SECOND;
const LONGEST_WAIT_MS = MS_PER_HOUR;
/** Wrong codes in a row after which no code is looked at (SP 800-63B-4, 3.2.2: 100 at most). Of 10^6 codes three are right at a time. */
export const CODES_MAX = 100;

/**
 * Counts one guess at a code of six digits, and sets how long the next one waits. The count goes over all windows until a success: what
 * can be guessed in a year at ten in a quarter of an hour is found. Counting and waiting are one statement, so no two guesses share a turn.
 * @throws Fault `locked_out` while it is not the next one's turn, or when there were too many in a row; whether or not it was right.
 */
export async function countCode(db: Database, subject: string, now: Date): Promise<void> {
  const app = db.in({ role: "part164_app" });
  const counted = await app.run(sql`
    insert into access.attempt as a (subject, failures, window_since, locked_until) values (${term(subject)}, 1, ${now}, ${now})
    on conflict (subject) do update
       set failures = a.failures + 1, window_since = ${now},
           locked_until = ${now}::timestamptz + interval '1 millisecond' * (case when a.failures + 1 < ${FREE_CODES}::integer then 0
             else least(${LONGEST_WAIT_MS}::float8, ${FIRST_WAIT_MS}::float8 * 2 ^ least(a.failures + 1 - ${FREE_CODES}::integer, 30)) end)
     where a.failures < ${CODES_MAX} and (a.locked_until is null or a.locked_until <= ${now})`);
  if (counted === 1) return;
  const row = await app.maybe<{ failures: number; locked_until: Date | null }>(
    sql`select failures, locked_until from access.attempt where subject = ${term(subject)}`,
  );
  if (row !== undefined && row.failures >= CODES_MAX)
    throw new Fault("locked_out", { detail: "Too many wrong codes in a row. Use a recovery code, or ask for a new enrolment link." });
  const leftMs = (row?.locked_until ?? now).getTime() - now.getTime();
  throw new Fault("locked_out", { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / MS_PER_SECOND)) });
}

/** Forgets what was counted in windows that are over. Anybody can have made-up names counted; wrong codes only who knows a password. */
export async function sweepAttempts(db: Database, now: Date): Promise<void> {
  await db
    .in({ role: "part164_app" })
    .run(sql`delete from access.attempt where window_since < ${new Date(now.getTime() - WINDOW_MS)} and locked_until is null`);
}

/** Forgets the count after a success. */
export async function forgetAttempts(db: Database, subject: string): Promise<void> {
  await db.in({ role: "part164_app" }).run(sql`delete from access.attempt where subject = ${term(subject)}`);
}

export const guessedCodes = (user: UserId): string => `factor:${user}`;
export const guessedRecoveryCodes = (user: UserId): string => `recovery:${user}`;

/** After a success, and when a new enrolment replaced the factor: the ways out of every wait. */
export async function forgetFactorAttempts(db: Database, user: UserId): Promise<void> {
  await forgetAttempts(db, guessedCodes(user));
  await forgetAttempts(db, guessedRecoveryCodes(user));
}
