// SPDX-License-Identifier: Apache-2.0
// Who was in the workforce on a day, and who of them had completed what: the population and its proof. In a handful of statements, for
// 500 people with 8 courses are 4,000 places.
import { createHash } from "node:crypto";
import { canonicalBytes, type Json } from "@part164/verify/canonical-json.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import { rosterOn } from "../workforce/roster.ts";
import { type Reason, standingKey } from "./due-rounds.ts";

export type CourseState = "done" | "due" | "overdue";

export type Place = {
  readonly course: string;
  readonly state: CourseState;
  readonly dueOn: Day | null;
  readonly reasons: readonly Reason[];
  readonly completedOn: Day | null;
  readonly completion: string | null;
  readonly version: string | null;
  readonly score: number | null;
  readonly isBlocked: boolean;
};

export type Trained = {
  readonly member: string;
  readonly name: string;
  readonly position: string | null;
  readonly maySignIn: boolean;
  readonly joinedOn: Day;
  readonly courses: readonly Place[];
  /** Trainings of others, kept on record. */
  readonly others: readonly { readonly completion: string; readonly title: string; readonly on: Day; readonly provider: string | null }[];
};

type Open = { member: string; course: string; due_on: Day | null; reasons: Reason[] | null };
type Completed = { id: string; member: string; course: string; completed_on: Day; version: string | null; score: number | null };
type Other = { id: string; member: string; title: string; completed_on: Day; provider: string | null };

/** Everybody of a day with every course that was assigned to them by then. `attempts` is how many tests the policy gives, `now` the clock. */
export async function statusOn(db: Queryable, { day, attempts, now }: { day: Day; attempts: number; now: Date }): Promise<Trained[]> {
  const roster = await rosterOn(db, day);
  const open = await db.rows<Open>(sql`
    select member, course, min(due_on) filter (where is_open)::text as due_on, array_agg(distinct reason) filter (where is_open) as reasons
      from (select member, course, due_on, reason, done_on is null or done_on > ${day}::date as is_open
              from program.assignment where assigned_on <= ${day}::date) a group by member, course`);
  const completed = await db.rows<Completed>(sql`
    select distinct on (member, course) id, member, course, completed_on::text, version, score
      from program.completion where course is not null and completed_on <= ${day}::date order by member, course, completed_on desc, id desc`);
  const others = await db.rows<Other>(sql`
    select id, member, title, completed_on::text, provider from program.completion
     where course is null and completed_on <= ${day}::date order by completed_on desc, id desc`);
  const blocked = await blockedOf(db, { attempts, now });
  const completedBy = new Map(completed.map((row) => [standingKey(row.member, row.course), row]));
  const openBy = Map.groupBy([...open, ...withoutAssignment(open, completed)], ({ member }) => member);
  const othersBy = Map.groupBy(others, ({ member }) => member);
  const place = ({ member, course, due_on, reasons }: Open): Place => {
    const done = completedBy.get(standingKey(member, course));
    return {
      course,
      state: due_on === null ? "done" : due_on < day ? "overdue" : "due",
      dueOn: due_on,
      reasons: reasons ?? [],
      completedOn: done?.completed_on ?? null,
      completion: done?.id ?? null,
      version: done?.version ?? null,
      score: done?.score ?? null,
      isBlocked: due_on !== null && blocked.has(standingKey(member, course)),
    };
  };
  return roster.map((one) => ({
    member: one.id,
    name: one.name,
    position: one.position,
    maySignIn: one.user !== null && !one.ended,
    joinedOn: one.joined_on,
    courses: (openBy.get(one.id) ?? []).map(place).sort((a, b) => (a.course < b.course ? -1 : 1)),
    others: (othersBy.get(one.id) ?? []).map(({ id, title, completed_on, provider }) => ({
      completion: id,
      title,
      on: completed_on,
      provider,
    })),
  }));
}

/** What was completed before it was ever assigned. */
function withoutAssignment(open: readonly Open[], completed: readonly Completed[]): Open[] {
  const assigned = new Set(open.map(({ member, course }) => standingKey(member, course)));
  return completed
    .filter(({ member, course }) => !assigned.has(standingKey(member, course)))
    .map(({ member, course }) => ({ member, course, due_on: null, reasons: null }));
}

/** Whose tests are used up, and who needs somebody to sit down with them. */
async function blockedOf(db: Queryable, { attempts, now }: { attempts: number; now: Date }): Promise<Set<string>> {
  const rows = await db.rows<{ member: string; course: string }>(sql`
    with since as (select member, course, max(completed_at) as at from program.completion where course is not null group by member, course)
    select a.member, a.course from program.attempt a left join since s using (member, course)
     where a.started_at > coalesce(s.at, '-infinity') and a.passed is distinct from true group by a.member, a.course
    having count(*) >= ${attempts}::integer and count(*) filter (where a.ended_at is null and a.expires_at > ${now}) = 0
       and not exists (select from program.attempt_release r where r.member = a.member and r.course = a.course
                          and not exists (select from program.attempt later where later.member = r.member and later.course = r.course and later.id > r.id))`);
  return new Set(rows.map(({ member, course }) => standingKey(member, course)));
}

export type Totals = { readonly people: number; readonly done: number; readonly due: number; readonly overdue: number };

/** How many people had everything done, had something due, had something overdue. Who was assigned nothing yet has it due. */
export function totalsOf(rows: readonly Trained[]): Totals {
  const overdue = rows.filter(({ courses }) => courses.some(({ state }) => state === "overdue")).length;
  const done = rows.filter(({ courses }) => courses.length > 0 && courses.every(({ state }) => state === "done")).length;
  return { people: rows.length, done, due: rows.length - overdue - done, overdue };
}

/**
 * SHA-256 of day and rows in their one canonical form, without what is about this moment (`isBlocked`, `maySignIn`): it goes into the
 * ledger, so that a list can be held against it later.
 */
export function statusHash(asOf: Day, rows: readonly Trained[]): string {
  const lasting = rows.map(({ maySignIn: _now, courses, ...row }) => ({
    ...row,
    courses: courses.map(({ isBlocked: _too, ...place }) => place),
  }));
  return createHash("sha256")
    .update(canonicalBytes({ asOf, rows: lasting } as unknown as Json)) // Made of texts, numbers and lists.
    .digest("hex");
}
