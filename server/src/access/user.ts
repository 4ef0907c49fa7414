// SPDX-License-Identifier: Apache-2.0
// People with authorized access [164.304 User]: one name each, never shared [164.312(a)(2)(i)].
import { MS_PER_DAY } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { UserId } from "#base/id.ts";
import { ConstraintViolation, type Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type AccessParts, APP } from "./parts.ts";
import type { Role } from "./role.ts";
import { freshToken } from "./token.ts";

const INVITATION_DAYS = 7;

export type NewUser = { readonly name: string; readonly email: string; readonly roles: readonly Role[] };

/** Adds a person who can do nothing until the enrolment is finished. @throws Fault `conflict` if the address is taken. */
export async function addUser(parts: AccessParts, tx: Queryable, user: NewUser, by: UserId | null): Promise<{ id: UserId; token: string }> {
  const id = parts.makeId<"user">();
  const now = parts.steady.now();
  try {
    await tx.run(sql`insert into access.user (id, name, email, created_at) values (${id}, ${user.name}, ${user.email}, ${now})`);
  } catch (error) {
    if (!(error instanceof ConstraintViolation)) throw error;
    throw new Fault("conflict", { detail: "Somebody has that e-mail address already.", fields: [{ at: "/email", says: "Taken." }] });
  }
  for (const role of user.roles)
    await tx.run(
      sql`insert into access.user_role ("user", role, granted_at, granted_by) values (${id}, ${role}, ${now}, ${by}) on conflict do nothing`,
    );
  return { id, token: await invite(parts, tx, id) };
}

/** A one-time link's token, good for seven days. Null invites to set up the installation. */
export async function invite(parts: AccessParts, tx: Queryable, user: UserId | null): Promise<string> {
  const { token, hash } = freshToken();
  const now = parts.steady.now();
  await tx.run(sql`
    insert into access.invitation (token_hash, "user", created_at, expires_at)
    values (${hash}, ${user}, ${now}, ${new Date(now.getTime() + INVITATION_DAYS * MS_PER_DAY)})`);
  return token;
}

export type UserRow = {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly factor: boolean;
  readonly enrolled: boolean;
  readonly lastSignInAt: Date | null;
  readonly endedAt: Date | null;
};

/** Everybody, by name. */
export function listUsers({ db }: AccessParts): Promise<UserRow[]> {
  return db.in(APP).rows<UserRow>(sql`
    select u.id, u.name, u.email, u.totp is not null as factor, u.password is not null as enrolled, u.ended_at as "endedAt",
           coalesce((select array_agg(r.role order by r.role) from access.user_role r where r."user" = u.id), '{}') as roles,
           (select max(s.started_at) from access.session s where s."user" = u.id) as "lastSignInAt"
      from access.user u order by u.name, u.id`);
}

/** Names by id, for people who may see the ledger. */
export async function userNames({ db }: AccessParts, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.in(APP).rows<{ id: string; name: string }>(sql`
    select id, name from access.user where id = any(${[...ids]}::uuid[])
    union all select id, name from access.client where id = any(${[...ids]}::uuid[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Roles that Part 164 wants somebody to hold [164.308(a)(2), 164.530(a)(1)]. Among them is the one that gives others access. */
export const KEPT_ROLES = ["security-official", "privacy-official"] as const satisfies readonly Role[];

export type KeptRole = (typeof KEPT_ROLES)[number];

/**
 * Ends a person's access at once: roles, sessions and sign-in [164.308(a)(3)(ii)(C)]. The caller records it in the same transaction.
 * Answers which of the kept roles nobody holds from now on; without `evenSo` that is none.
 * @throws Fault `not_found`; `last_official` if nobody else holds such a role, or nobody who can sign in.
 */
export async function endUser(parts: AccessParts, tx: Queryable, user: UserId, evenSo: boolean): Promise<KeptRole[]> {
  const now = parts.steady.now();
  const left = await leftWithout(tx, user);
  const touched = await tx.run(sql`update access.user set ended_at = ${now} where id = ${user} and ended_at is null`);
  if (touched === 0) throw new Fault("not_found");
  if (left.length > 0 && !evenSo) throw new Fault("last_official", { detail: lastSays(left) });
  await tx.run(sql`delete from access.user_role where "user" = ${user}`);
  await tx.run(sql`update access.session set ended_at = ${now}, end_reason = 'user-ended' where "user" = ${user} and ended_at is null`);
  return left;
}

type Holder = { user: UserId; role: KeptRole; enrolled: boolean };

/**
 * The kept roles that nobody else holds as well as this person does: an enrolled official is replaced by an enrolled one. The rows stay
 * locked, so that of two officials who end each other at once the second is refused.
 */
async function leftWithout(tx: Queryable, user: string): Promise<KeptRole[]> {
  const holders = await tx.rows<Holder>(sql`
    select r."user", r.role, u.password is not null as enrolled
      from access.user_role r join access.user u on u.id = r."user"
     where r.role = any(${[...KEPT_ROLES]}) and u.ended_at is null order by r."user", r.role for update of r`);
  return KEPT_ROLES.filter((role) => {
    const own = holders.find((holder) => holder.user === user && holder.role === role);
    const isReplaced = (holder: Holder): boolean =>
      holder.role === role && holder.user !== user && (holder.enrolled || own?.enrolled === false);
    return own !== undefined && !holders.some(isReplaced);
  });
}

function lastSays(roles: readonly KeptRole[]): string {
  const titles = roles.map((role) => role.replace("-", " ")).join(" and ");
  return `Nobody else who has enrolled is ${titles} [164.308(a)(2), 164.530(a)(1)]. Invite another person with that role and let them enrol first.`;
}

/** Gives a person a role, in the caller's transaction, which also records why. Their sessions have it at their next request. */
export async function grantRole({ steady }: AccessParts, tx: Queryable, { user, role }: { user: string; role: Role }): Promise<void> {
  await tx.run(sql`
    insert into access.user_role ("user", role, granted_at, granted_by) values (${user}, ${role}, ${steady.now()}, ${user}) on conflict do nothing`);
}

/**
 * Takes a role from a person, in the caller's transaction, which also records why. Their sessions are without it at their next request.
 * @throws Fault `last_official` if Part 164 wants somebody to hold it and nobody else does.
 */
export async function revokeRole(tx: Queryable, { user, role }: { user: string; role: Role }): Promise<void> {
  const left = (await leftWithout(tx, user)).filter((kept) => kept === role);
  if (left.length > 0) throw new Fault("last_official", { detail: lastSays(left) });
  await tx.run(sql`delete from access.user_role where "user" = ${user} and role = ${role}`);
}
