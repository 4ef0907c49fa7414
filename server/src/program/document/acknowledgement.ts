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
export const owedOn = (db: Queryable, { day, until, member }: { day: Day; until: Date; member: string | null }) =>
  db.rows<Owed>(sql`
    with in_force as (
      select v.id, v.policy, v.title,
             (select max(m.effective_on) from program.policy_version m
               where m.policy = v.policy and m.state = 'approved' and m.is_material and m.effective_on <= v.effective_on) as since
        from program.policy_version v
       where v.state = 'approved' and v.effective_on <= ${day}::date and (v.ended_on is null or v.ended_on >= ${day}::date))
    select w.id as member, w.name, f.id as version, f.policy, f.title,
           (select max(a.at) from program.acknowledgement a join program.policy_version v on v.id = a.version
             where a.member = w.id and a.at < ${until} and v.policy = f.policy and v.state = 'approved'
               and v.effective_on >= coalesce(f.since, v.effective_on)) as at
      from program.member w cross join in_force f
     where w.joined_on <= ${day}::date and (w.left_on is null or w.left_on >= ${day}::date)
       and (${member}::uuid is null or w.id = ${member}) order by f.policy, w.name, w.id`);

export type Coverage = { readonly policy: string; readonly members: number; readonly acknowledged: number; readonly overdue: number };

/** How many have acknowledged each policy in force; overdue are those whose time since joining or since it took effect is over. */
export const coverageOn = (db: Queryable, day: Day, graceDays: number) =>
  db.rows<Coverage>(sql`
    with in_force as (
      select v.id, v.policy, v.effective_on,
             (select max(m.effective_on) from program.policy_version m
               where m.policy = v.policy and m.state = 'approved' and m.is_material and m.effective_on <= v.effective_on) as since
        from program.policy_version v
       where v.state = 'approved' and v.effective_on <= ${day}::date and (v.ended_on is null or v.ended_on >= ${day}::date)),
    known as (
      select f.policy, w.id, greatest(w.joined_on, coalesce(f.since, f.effective_on)) + ${graceDays}::integer as due,
             exists (select from program.acknowledgement a join program.policy_version v on v.id = a.version
                      where a.member = w.id and v.policy = f.policy and v.state = 'approved' and v.effective_on >= coalesce(f.since, v.effective_on)) as has
        from program.member w cross join in_force f
       where w.joined_on <= ${day}::date and (w.left_on is null or w.left_on >= ${day}::date))
    select policy, count(*) as members, count(*) filter (where has) as acknowledged, count(*) filter (where not has and due < ${day}::date) as overdue
      from known group by policy order by policy`);
