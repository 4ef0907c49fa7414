// SPDX-License-Identifier: Apache-2.0
// Person or entity authentication [164.312(d)], log-in monitoring [164.308(a)(5)(ii)(C)]: every attempt leaves an entry.
import { MS_PER_MINUTE } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { UserId } from "#base/id.ts";
import { sql } from "#store/sql.ts";
import type { Factor, Origin } from "./actor.ts";
import { guessedCodes, countAttempt, countCode, forgetAttempts, forgetFactorAttempts, guessedRecoveryCodes } from "./attempt.ts";
import { openSecret } from "./enrolment.ts";
import { inTurn, isPassword } from "./password.ts";
import { accessAct, type AccessParts, APP } from "./parts.ts";
import { acceptedStep, recoveryCodeHash } from "./second-factor.ts";
import { startSession } from "./session.ts";
import { recordStranger } from "./stranger.ts";
import { freshToken, tokenHash } from "./token.ts";

const TICKET_MS = 5 * MS_PER_MINUTE;

type Person = { id: UserId; password: string | null; totp: Uint8Array | null; totp_step: number | null };

export type SignedIn = { readonly sessionToken: string; readonly endedOther: boolean; readonly recoveryCodesLeft: number | null };

/** The first step. @throws Fault `sign_in_failed`, the same for an unknown name as for a wrong password; `locked_out`. */
export function signIn(parts: AccessParts, email: string, password: string, from: Origin): Promise<{ ticket: string } | SignedIn> {
  return inTurn(() => lookAt(parts, email, password, from));
}

async function lookAt(parts: AccessParts, given: string, password: string, from: Origin): Promise<{ ticket: string } | SignedIn> {
  const { db, steady } = parts;
  // Made small here and only here: PostgreSQL makes "İ" an "i" and JavaScript does not, and each spelling would have guesses of its own.
  const email = given.toLowerCase();
  await counted(parts, from, countAttempt(db, `sign-in:${email}`, steady.now()));
  const person = await db.in(APP).maybe<Person>(sql`
    select id, password, totp, totp_step from access.user where lower(email) = ${email} and ended_at is null`);
  const isRight = await isPassword(password, person?.password ?? null);
  if (person === undefined || !isRight) return refuse(parts, from, person?.id ?? null, "password");
  if (person.totp === null) return finish(parts, { user: person.id, factor: "password", email }, from);
  const { token, hash } = freshToken();
  await db
    .in(APP)
    .run(
      sql`insert into access.sign_in_ticket (token_hash, "user", expires_at) values (${hash}, ${person.id}, ${new Date(steady.now().getTime() + TICKET_MS)})`,
    );
  return { ticket: token };
}

/** The second step, by a code or by a recovery code. @throws Fault `sign_in_failed`, `locked_out`. */
export async function signInWithFactor(
  parts: AccessParts,
  given: { ticket: string; code?: string | undefined; recoveryCode?: string | undefined },
  from: Origin,
): Promise<SignedIn> {
  const { db, steady } = parts;
  const hash = tokenHash(given.ticket);
  const person = await db.in(APP).maybe<Person & { email: string }>(sql`
    select u.id, u.email, u.password, u.totp, u.totp_step
      from access.sign_in_ticket t join access.user u on u.id = t."user"
     where t.token_hash = ${hash} and t.used_at is null and t.expires_at > ${steady.now()} and u.ended_at is null`);
  if (person === undefined) throw new Fault("sign_in_failed", { detail: "That took too long. Sign in again." });
  const factor =
    given.code === undefined
      ? await useRecoveryCode(parts, person, given.recoveryCode ?? "", from)
      : await useCode(parts, person, given.code, from);
  if (factor === null) return refuse(parts, from, person.id, given.code === undefined ? "recovery-code" : "totp");
  const used = await db
    .in(APP)
    .run(sql`update access.sign_in_ticket set used_at = ${steady.now()} where token_hash = ${hash} and used_at is null`);
  if (used === 0) return refuse(parts, from, person.id, "ticket");
  await forgetFactorAttempts(db, person.id);
  return finish(parts, { user: person.id, factor, email: person.email }, from);
}

async function finish(
  parts: AccessParts,
  { user, factor, email }: { user: UserId; factor: Factor; email: string },
  from: Origin,
): Promise<SignedIn> {
  await forgetAttempts(parts.db, `sign-in:${email}`);
  const { token, endedOther } = await startSession(parts, user, factor, from);
  const { left } = await parts.db
    .in(APP)
    .one<{ left: number }>(sql`select count(*) as left from access.recovery_code where "user" = ${user} and used_at is null`);
  return { sessionToken: token, endedOther, recoveryCodesLeft: factor === "password+recovery-code" ? left : null };
}

/** A code is used in the statement that accepts it, so that the same code cannot win twice. */
async function useCode(parts: AccessParts, person: Person, code: string, from: Origin): Promise<Factor | null> {
  await counted(parts, from, countCode(parts.db, guessedCodes(person.id), parts.steady.now()));
  if (person.totp === null) return null;
  const step = acceptedStep(await openSecret(parts, person.id, person.totp), code, parts.steady.now(), person.totp_step);
  if (step === null) return null;
  const touched = await parts.db
    .in(APP)
    .run(sql`update access.user set totp_step = ${step} where id = ${person.id} and (totp_step is null or totp_step < ${step})`);
  return touched === 1 ? "password+totp" : null;
}

/** Counted apart from the codes: whoever guesses at those does not take the owner's other way in. */
async function useRecoveryCode(parts: AccessParts, person: Person, code: string, from: Origin): Promise<Factor | null> {
  await counted(parts, from, countAttempt(parts.db, guessedRecoveryCodes(person.id), parts.steady.now()));
  const touched = await parts.db.in(APP).run(sql`
    update access.recovery_code set used_at = ${parts.steady.now()} where "user" = ${person.id} and hash = ${recoveryCodeHash(person.id, code)} and used_at is null`);
  return touched === 1 ? "password+recovery-code" : null;
}

/** Awaits a count; that there were too many is on record. */
async function counted(parts: AccessParts, from: Origin, counting: Promise<void>): Promise<void> {
  try {
    await counting;
  } catch (error) {
    if (error instanceof Fault && error.code === "locked_out")
      await recordStranger(parts, accessAct(parts, "access.sign-in.refuse", from, { outcome: "locked_out" }));
    throw error;
  }
}

async function refuse(parts: AccessParts, from: Origin, user: UserId | null, at: string): Promise<never> {
  const actor = { kind: "nobody" as const, id: user, session: null, factor: null };
  await recordStranger(parts, accessAct(parts, "access.sign-in.refuse", from, { outcome: "sign_in_failed", actor, detail: { at } }));
  throw new Fault("sign_in_failed");
}
