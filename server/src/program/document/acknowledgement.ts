// SPDX-License-Identifier: Apache-2.0
// Who has to have read which policy, and has. A version that changed nothing material leaves earlier acknowledgements standing.
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";

export type Owed = {
  readonly member: string;
  readonly name: string;
  readonly version: string;
  readonly policy: string;
  readonly title: string;
  /** When they acknowledged this version, or one since the last material change; null if they have not. */
  readonly at: Date | null;
};

/**
 * Every member of the workforce on a day with every policy in force then: acknowledged before `until`, the end of that day, or owed. With
 * `member`, of that one.
 * In SQL, because 500 people with 24 policies are 12,000 rows.
 */
export const owedOn = (
  db: Queryable,
  { day, until, member = null, policy = null }: { day: Day; until: Date; member?: string | null; policy?: string | null },
) =>
  db.rows<Owed>(sql`
    with in_force as (
      select distinct on (v.policy) v.id, v.policy, v.title,
             (select max(m.effective_on) from program.policy_version m
               where m.policy = v.policy and m.state = 'approved' and m.is_material and m.effective_on <= v.effective_on) as since
        from program.policy_version v
       where v.state = 'approved' and v.effective_on <= ${day}::date and (v.ended_on is null or v.ended_on >= ${day}::date)
       order by v.policy, v.effective_on desc, v.ended_on desc nulls first, v.id desc)
    select w.id as member, w.name, f.id as version, f.policy, f.title,
           (select max(a.at) from program.acknowledgement a join program.policy_version v on v.id = a.version
             where a.member = w.id and a.at < ${until} and v.policy = f.policy and v.state = 'approved'
               and v.effective_on >= coalesce(f.since, v.effective_on)) as at
      from program.member w cross join in_force f
     where w.joined_on <= ${day}::date and (w.left_on is null or w.left_on >= ${day}::date)
       and (${member}::uuid is null or w.id = ${member}) and (${policy}::text is null or f.policy = ${policy}) order by f.policy, w.name, w.id`);

export type Coverage = { readonly policy: string; readonly members: number; readonly acknowledged: number; readonly overdue: number };

/** How many have acknowledged each policy in force; overdue are those whose time since joining or since it took effect is over. */
export const coverageOn = (db: Queryable, day: Day, graceDays: number) =>
  db.rows<Coverage>(sql`
    with in_force as materialized (
      select distinct on (v.policy) v.policy, coalesce((select max(m.effective_on) from program.policy_version m
               where m.policy = v.policy and m.state = 'approved' and m.is_material and m.effective_on <= v.effective_on), v.effective_on) as since
        from program.policy_version v
       where v.state = 'approved' and v.effective_on <= ${day}::date and (v.ended_on is null or v.ended_on >= ${day}::date)
       order by v.policy, v.effective_on desc, v.ended_on desc nulls first, v.id desc),
    acknowledged as materialized (
      select distinct f.policy, a.member
        from in_force f join program.policy_version v on v.policy = f.policy and v.state = 'approved' and v.effective_on >= f.since
        join program.acknowledgement a on a.version = v.id),
    people as materialized (
      select id, joined_on from program.member where joined_on <= ${day}::date and (left_on is null or left_on >= ${day}::date))
    select f.policy, count(*) as members, count(a.member) as acknowledged,
           count(*) filter (where a.member is null and greatest(p.joined_on, f.since) + ${graceDays}::integer < ${day}::date) as overdue
      from in_force f cross join people p left join acknowledged a on a.policy = f.policy and a.member = p.id
     group by f.policy order by f.policy`);
