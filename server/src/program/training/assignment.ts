// SPDX-License-Identifier: Apache-2.0
// The statements on assignments, and the tasks that go with them.
import { present } from "#base/assert.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import { closeTasks } from "../task/task.ts";
import { type Reason, type Round, type Standing, standingKey } from "./due-rounds.ts";
import { sealValue } from "./sealed-text.ts";

export type AssignmentRow = {
  readonly member: string;
  readonly course: string;
  readonly round: string;
  readonly reason: Reason;
  readonly due_on: Day;
};

/** What is open for one member. */
export const openAssignments = (db: Queryable, member: string) =>
  db.rows<AssignmentRow>(sql`
    select member, course, round, reason, due_on::text from program.assignment
     where member = ${member} and done_at is null order by course, due_on, round`);

/** The same of one course, held until the transaction ends: whoever starts a test twice at once waits for the first. */
export const assignmentsToWorkOn = (tx: Queryable, member: string, course: string) =>
  tx.rows<{ id: string }>(sql`
    select id from program.assignment where member = ${member} and course = ${course} and done_at is null order by id for update`);

/** What is known of every member and course, as `dueRounds` asks for it. `zone` is the organization's. */
export async function standingsOf(db: Queryable, zone: string): Promise<Map<string, Standing>> {
  type Row = {
    member: string;
    course: string;
    was_assigned: boolean;
    is_for_work: boolean | null;
    open_due: Day | null;
    completed_on: Day | null;
    completed_at: Date | null;
  };
  // What others recorded has a day and no moment: it covers what changed until that day's end.
  const rows = await db.rows<Row>(sql`
    with assigned as (
      select member, course, bool_or(reason = 'role' and by is not null) as is_for_work, min(due_on) filter (where done_at is null) as open_due
        from program.assignment group by member, course),
    completed as (
      select member, course, max(completed_on) as completed_on,
             max(case when attempt is null then (completed_on + 1)::timestamp at time zone ${zone} else completed_at end) as completed_at
        from program.completion where course is not null group by member, course)
    select member, course, a.member is not null as was_assigned, a.is_for_work, a.open_due::text, c.completed_on::text, c.completed_at
      from assigned a full join completed c using (member, course)`);
  return new Map(
    rows.map((row) => [
      standingKey(row.member, row.course),
      {
        everAssigned: row.was_assigned,
        isForWork: row.is_for_work === true,
        openDueOn: row.open_due,
        completedOn: row.completed_on,
        completedAt: row.completed_at,
      },
    ]),
  );
}

export type Assigning = {
  readonly day: Day;
  /** What is taught now, by course. */
  readonly hashByCourse: ReadonlyMap<string, Uint8Array>;
  readonly titleByCourse: ReadonlyMap<string, string>;
  readonly by: string | null;
  /** In the words of whoever assigns; null for what follows from the state. */
  readonly why: string | null;
};

/** Assigns, each round once, and opens the tasks of those who can sign in. Answers what was new. */
export async function insertRounds(parts: Parts, tx: Queryable, rounds: readonly Round[], how: Assigning): Promise<Round[]> {
  if (rounds.length === 0) return [];
  const ids = rounds.map(() => parts.makeId<"assignment">() as string);
  const of = (pick: (round: Round) => string): string[] => rounds.map(pick);
  const hashes = rounds.map(({ course }) => present(how.hashByCourse.get(course), "A course is taken up before it is assigned."));
  const sealed = ids.map((id) => (how.why === null ? null : sealValue(parts, { type: "assignment", id, version: 1 }, { why: how.why })));
  const at = parts.clock.now();
  const inserted = await tx.rows<{ member: string; course: string; round: string }>(sql`
    insert into program.assignment (id, member, course, round, reason, since_on, assigned_on, assigned_at, due_on, sha256, by, sealed)
    select n.id, n.member, n.course, n.round, n.reason, n.since_on, ${how.day}::date, ${at}, n.due_on, n.sha256, ${how.by}::uuid, n.sealed
      from unnest(${ids}::uuid[], ${of(({ member }) => member)}::uuid[], ${of(({ course }) => course)}::text[], ${of(({ round }) => round)}::text[],
                  ${of(({ reason }) => reason)}::text[], ${of(({ sinceOn }) => sinceOn)}::date[], ${of(({ dueOn }) => dueOn)}::date[],
                  ${hashes}::bytea[], ${sealed}::bytea[]) as n (id, member, course, round, reason, since_on, due_on, sha256, sealed)
    on conflict (member, course, round) do nothing returning member, course, round`);
  const isNew = new Set(inserted.map(({ member, course, round }) => `${member} ${course} ${round}`));
  const made = rounds.filter(({ member, course, round }) => isNew.has(`${member} ${course} ${round}`));
  await openCourseTasks(parts, tx, made, how);
  return made;
}

const COURSE_CITE = "164.308(a)(5)(i)";
const taskKey = ({ member, course, round }: Pick<Round, "member" | "course" | "round">): string => `training:${member}:${course}:${round}`;

async function openCourseTasks(parts: Parts, tx: Queryable, rounds: readonly Round[], { titleByCourse }: Assigning): Promise<void> {
  if (rounds.length === 0) return;
  await tx.run(sql`
    insert into program.task (key, title, cite, basis, href, owner_user, opened_at, due_on)
    select n.key, n.title, ${COURSE_CITE}, 'policy', '/training/' || n.course, u.id, ${parts.clock.now()}, n.due_on
      from unnest(${rounds.map(taskKey)}::text[], ${rounds.map(({ course }) => `Take the course “${titleByCourse.get(course) ?? course}”`)}::text[],
                  ${rounds.map(({ course }) => course)}::text[], ${rounds.map(({ member }) => member)}::uuid[],
                  ${rounds.map(({ dueOn }) => dueOn)}::date[]) as n (key, title, course, member, due_on)
      join access.user u on u.id = n.member where u.ended_at is null
    on conflict (key) do nothing`);
}

/** Marks what a completion fulfils as done, with its tasks. Answers how many that were. */
export async function finishAssignments(
  parts: Parts,
  tx: Queryable,
  { member, course, completion, completedOn, day, by }: Finished,
): Promise<number> {
  const done = await tx.rows<{ round: string }>(sql`
    update program.assignment set done_at = ${parts.clock.now()}, done_on = ${completedOn}, completion = ${completion}
     where member = ${member} and course = ${course} and done_at is null and since_on <= ${completedOn}::date returning round`);
  for (const { round } of done) await closeTasks(parts, tx, { keys: taskKey({ member, course, round }), by });
  const { count } = await tx.one<{ count: number }>(sql`
    select count(*) as count from program.assignment where member = ${member} and done_at is null and due_on < ${day}::date`);
  if (count === 0) await closeTasks(parts, tx, { keys: `${LATE}${member}:`, by });
  return done.length;
}

export type Finished = {
  readonly member: string;
  readonly course: string;
  readonly completion: string;
  readonly completedOn: Day;
  readonly day: Day;
  readonly by: string | null;
};

const LATE = "training-late:";

/**
 * Tells whoever directs somebody that their training is overdue, once for each day that was missed; the privacy official where nobody
 * does, or who does cannot sign in. What is overdue no more is done; so is everything of those who left.
 */
export async function keepLateTasks(parts: Parts, tx: Queryable, { day, suspendDays }: { day: Day; suspendDays: number }): Promise<void> {
  const at = parts.clock.now();
  await tx.run(sql`
    with late as (
      select ${LATE} || a.member || ':' || min(a.due_on) as key, a.member, min(a.due_on) as due_on
        from program.assignment a join program.member m on m.id = a.member
       where a.done_at is null and a.due_on < ${day}::date and (m.left_on is null or m.left_on >= ${day}::date) group by a.member),
    over as (
      update program.task t set done_at = ${at}
       where starts_with(t.key, ${LATE}) and t.done_at is null and not exists (select from late where late.key = t.key))
    insert into program.task (key, title, cite, basis, href, owner_user, owner_role, opened_at, due_on)
    select late.key, 'See to training that is overdue', ${COURSE_CITE}, 'policy', '/training-status', s.id,
           case when s.id is null then 'privacy-official' end, ${at}, late.due_on + ${suspendDays}::integer
      from late join program.member m on m.id = late.member
      left join access.user s on s.id = m.supervisor and s.id <> m.id and s.ended_at is null and s.password is not null
    on conflict (key) do nothing`);
  await tx.run(sql`
    update program.task t set done_at = ${at} from program.member m
     where starts_with(t.key, 'training:') and t.done_at is null and t.owner_user = m."user" and m.left_on < ${day}::date`);
}
