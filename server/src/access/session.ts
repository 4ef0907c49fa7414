// SPDX-License-Identifier: Apache-2.0
// A session ends by itself after a set time without activity [164.312(a)(2)(iii)], and after a set time whatever happens.
// One per person: a new sign-in ends the old one, and both are told.
import { MS_PER_HOUR, MS_PER_MINUTE } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { SessionId, TenantId, UserId } from "#base/id.ts";
import type { Act } from "#ledger/act.ts";
import { systemAct } from "#ledger/act.ts";
import { sql } from "#store/sql.ts";
import type { Factor, Origin, UserActor } from "./actor.ts";
import { type AccessParts, APP } from "./parts.ts";
import type { Role } from "./role.ts";
import { freshToken, tokenHash } from "./token.ts";

/** Activity is written down when it is this much later than the last: enough for a limit of minutes. */
const SEEN_EVERY_MS = 5000;

export type EndReason = "signed-out" | "automatic-logoff" | "absolute-limit" | "replaced" | "user-ended" | "credentials-changed";

type SessionRow = {
  id: SessionId;
  user: UserId;
  tenant: TenantId | null;
  factor: Factor;
  started_at: Date;
  seen_at: Date;
  ended_at: Date | null;
  end_reason: EndReason | null;
  roles: Role[];
  user_ended: Date | null;
};

export type LiveSession = { readonly actor: UserActor; readonly startedAt: Date; readonly idleEndsAt: Date; readonly endsAt: Date };

/** Starts a session under a new token; ends the person's other one in the same transaction. */
export async function startSession(
  parts: AccessParts,
  user: UserId,
  factor: Factor,
  from: Origin,
): Promise<{ token: string; endedOther: boolean }> {
  const { db, ledger, makeId, steady, installation } = parts;
  const now = steady.now();
  const { token, hash } = freshToken();
  const id = makeId<"session">();
  const recording = await ledger.recorder.prepare(installation);
  const endedOther = await db.transaction(APP, async (tx) => {
    // Two sign-ins of one person at once take turns here, and whoever was ended meanwhile gets no session.
    const person = await tx.maybe(sql`select id from access.user where id = ${user} and ended_at is null for update`);
    if (person === undefined) throw new Fault("sign_in_failed");
    const other = await tx.maybe<{ id: SessionId }>(sql`
      update access.session set ended_at = ${now}, end_reason = 'replaced' where "user" = ${user} and ended_at is null returning id`);
    await tx.run(sql`
      insert into access.session (id, token_hash, "user", tenant, factor, address, agent, started_at, seen_at, ended_other)
      values (${id}, ${hash}, ${user}, (select id from part164.tenant order by created_at limit 1), ${factor}, ${from.address}, ${from.agent}, ${now}, ${now}, ${other?.id ?? null})`);
    const actor = { kind: "user" as const, id: user, session: id, factor };
    const acts: Act[] = [systemAct(installation, "access.session.start", { actor, from, detail: { factor } })];
    if (other !== undefined)
      acts.unshift(
        systemAct(installation, "access.session.end", { actor: { ...actor, session: other.id }, from, detail: { reason: "replaced" } }),
      );
    await recording.recordIn(tx, ...acts);
    return other !== undefined;
  });
  recording.committed();
  return { token, endedOther };
}

/**
 * The live session of a token. `isActivity` is false for a poll in the background, which must not keep a session alive.
 * @throws Fault `not_signed_in` for an unknown token, `logged_off` for one whose session has ended.
 */
export async function liveSession(parts: AccessParts, token: string, isActivity: boolean): Promise<LiveSession> {
  const row = await parts.db.in(APP).maybe<SessionRow>(sql`
    select s.id, s."user", s.tenant, s.factor, s.started_at, s.seen_at, s.ended_at, s.end_reason, u.ended_at as user_ended,
           coalesce((select array_agg(r.role) from access.user_role r where r."user" = s."user"), '{}') as roles
      from access.session s join access.user u on u.id = s."user"
     where s.token_hash = ${tokenHash(token)}`);
  if (row === undefined) throw new Fault("not_signed_in");
  if (row.ended_at !== null)
    throw new Fault("logged_off", row.end_reason === "replaced" ? { detail: "You signed in elsewhere, which ended this session." } : {});
  const limits = limitsOf(parts, row);
  const now = parts.steady.now();
  const reason =
    row.user_ended !== null ? "user-ended" : now >= limits.endsAt ? "absolute-limit" : now >= limits.idleEndsAt ? "automatic-logoff" : null;
  if (reason !== null) {
    await endSession(parts, row.id, row.user, reason);
    throw new Fault("logged_off");
  }
  let { idleEndsAt } = limits;
  if (isActivity && now.getTime() - row.seen_at.getTime() >= SEEN_EVERY_MS) {
    await parts.db
      .in(APP)
      .run(sql`update access.session set seen_at = ${now} where id = ${row.id} and ended_at is null and seen_at < ${now}`);
    idleEndsAt = limitsOf(parts, { ...row, seen_at: now }).idleEndsAt;
  }
  const actor: UserActor = {
    kind: "user",
    id: row.user,
    session: row.id,
    factor: row.factor,
    roles: [...row.roles].sort(),
    tenant: row.tenant,
  };
  return { actor, startedAt: row.started_at, idleEndsAt, endsAt: limits.endsAt };
}

function limitsOf(
  { config }: AccessParts,
  { seen_at, started_at }: Pick<SessionRow, "seen_at" | "started_at">,
): { idleEndsAt: Date; endsAt: Date } {
  const endsAt = new Date(started_at.getTime() + config.PART164_SESSION_HOURS * MS_PER_HOUR);
  const idleEndsAt = new Date(Math.min(endsAt.getTime(), seen_at.getTime() + config.PART164_LOGOFF_AFTER_MIN * MS_PER_MINUTE));
  return { idleEndsAt, endsAt };
}

/** Ends a session, once, and records why. */
export async function endSession(parts: AccessParts, session: SessionId, user: UserId, reason: EndReason): Promise<void> {
  const { db, ledger, installation, steady } = parts;
  const recording = await ledger.recorder.prepare(installation);
  await db.transaction(APP, async (tx) => {
    const touched = await tx.run(
      sql`update access.session set ended_at = ${steady.now()}, end_reason = ${reason} where id = ${session} and ended_at is null`,
    );
    if (touched === 0) return;
    const actor = { kind: "user" as const, id: user, session, factor: null };
    await recording.recordIn(tx, systemAct(installation, "access.session.end", { actor, detail: { reason } }));
  });
  recording.committed();
}

/** Ends every session whose time is over, so that the logoff is recorded when it happens and not when somebody returns. */
export async function endIdleSessions(parts: AccessParts): Promise<number> {
  const rows = await parts.db
    .in(APP)
    .rows<SessionRow>(sql`select id, "user", started_at, seen_at from access.session where ended_at is null`);
  const now = parts.steady.now();
  let ended = 0;
  for (const row of rows) {
    const { idleEndsAt, endsAt } = limitsOf(parts, row);
    if (now < idleEndsAt && now < endsAt) continue;
    await endSession(parts, row.id, row.user, now >= endsAt ? "absolute-limit" : "automatic-logoff");
    ended += 1;
  }
  return ended;
}

/** The session that this one ended at its start, to tell the person. */
export async function endedOther(parts: AccessParts, session: SessionId): Promise<{ at: Date; from: string | null } | null> {
  const row = await parts.db.in(APP).maybe<{ at: Date; from: string | null }>(sql`
    select o.ended_at as at, o.address as "from" from access.session s join access.session o on o.id = s.ended_other where s.id = ${session}`);
  return row ?? null;
}
