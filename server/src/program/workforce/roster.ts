// SPDX-License-Identifier: Apache-2.0
// The roster: everybody under our direct control, as of any day. A user is a member under the same id.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";

export const WORKFORCE_KINDS = ["employee", "contractor", "trainee", "volunteer", "owner"] as const;
export type WorkforceKind = (typeof WORKFORCE_KINDS)[number];

export type WorkforceMember = {
  readonly id: string;
  readonly user: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly kind: WorkforceKind;
  readonly position: string | null;
  readonly supervisor: string | null;
  readonly sees_phi: boolean;
  readonly joined_on: Day;
  readonly left_on: Day | null;
  readonly term_on: Day | null;
  readonly version: number;
  readonly roles: readonly string[];
  readonly enrolled: boolean;
  readonly ended: boolean;
};

/** Everybody of a day, by name, with the work of that day; those who had left by then are not among them. */
export const rosterOn = (db: Queryable, day: Day) =>
  db.rows<WorkforceMember>(sql`
    select m.id, m."user", m.name, m.email, coalesce(p.kind, m.kind) as kind, case when p.member is null then m.position else p.position end as position,
           case when p.member is null then m.supervisor else p.supervisor end as supervisor, coalesce(p.sees_phi, m.sees_phi) as sees_phi,
           m.joined_on::text, m.left_on::text, m.term_on::text, m.version,
           coalesce((select array_agg(r.role order by r.role) from access.user_role r where r."user" = m."user"), '{}') as roles,
           u.password is not null as enrolled, u.ended_at is not null as ended
      from program.member m left join access.user u on u.id = m."user"
      left join lateral (select * from program.member_period p where p.member = m.id and p.from_on <= ${day}::date order by p.from_on desc limit 1) p on true
     where m.joined_on <= ${day}::date and (m.left_on is null or m.left_on >= ${day}::date)
     order by m.name, m.id`);

export type WorkforceMemberRow = {
  readonly id: string;
  readonly user: string | null;
  readonly name: string;
  readonly joined_on: Day;
  readonly left_on: Day | null;
  readonly version: number;
};

/** One member, held until the transaction ends. @throws Fault `not_found`, `version_conflict`. */
export async function workforceMemberToChange(tx: Queryable, id: string, version: number): Promise<WorkforceMemberRow> {
  const row = await tx.maybe<WorkforceMemberRow>(sql`
    select id, "user", name, joined_on::text, left_on::text, version from program.member where id = ${id} for update`);
  if (row === undefined) throw new Fault("not_found");
  if (row.version !== version) throw new Fault("version_conflict");
  return row;
}

export type Work = {
  readonly kind: WorkforceKind;
  readonly position: string;
  readonly supervisor: string | null;
  readonly seesPhi: boolean;
};

/** Writes down what a member does from a day on. What stood for that day or later gives way. */
export async function setWork(
  parts: Parts,
  tx: Queryable,
  { member, fromOn, by, work }: { member: string; fromOn: Day; by: string | null; work: Work },
): Promise<void> {
  const { kind, position, supervisor, seesPhi } = work;
  await tx.run(sql`
    insert into program.member_period (member, from_on, kind, position, supervisor, sees_phi, by, at)
    values (${member}, ${fromOn}, ${kind}, ${position}, ${supervisor}, ${seesPhi}, ${by}, ${parts.clock.now()})
    on conflict (member, from_on) do update
       set kind = excluded.kind, position = excluded.position, supervisor = excluded.supervisor, sees_phi = excluded.sees_phi,
           by = excluded.by, at = excluded.at`);
  await tx.run(sql`
    update program.member set kind = ${kind}, position = ${position}, supervisor = ${supervisor}, sees_phi = ${seesPhi}, version = version + 1
     where id = ${member}`);
}

/** Members whose last day is over and who could still sign in. */
export const leaversToEnd = (db: Queryable, day: Day) =>
  db.rows<{ member: string; user: string }>(sql`
    select m.id as member, m."user" from program.member m join access.user u on u.id = m."user"
     where m.left_on < ${day}::date and u.ended_at is null order by m.left_on, m.id`);
