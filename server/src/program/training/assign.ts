// SPDX-License-Identifier: Apache-2.0
// Assigns what is due, at every look exactly what is missing: after what causes it, and by itself every few minutes.
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import type { Recording } from "#ledger/recorder.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { dayAt, type Day, endOf, plusDays, zoneOf } from "../calendar.ts";
import { programKey } from "../form/submission.ts";
import { rosterOn } from "../workforce/roster.ts";
import { insertRounds, keepLateTasks, standingsOf } from "./assignment.ts";
import { type Course, shippedCourses } from "./course.ts";
import { hexOf, takeUpCourses, taughtEver, type TaughtRow } from "./course-version.ts";
import { type Change, dueRounds, type Round } from "./due-rounds.ts";
import { type TrainingRules, trainingRules } from "./training-rules.ts";

/** What assigning needs to know and cannot look up inside a transaction. */
export type AssigningPlan = {
  readonly day: Day;
  readonly zone: string;
  readonly rules: TrainingRules;
  readonly courses: readonly Course[];
};

const ASSIGNED = "program.assignment.make";

/** Readies assigning: the key, the day, the organization's clocks, the courses. `courses` are those that ship unless told otherwise. */
export async function planAssigning(parts: Parts, courses?: readonly Course[]): Promise<AssigningPlan> {
  await programKey(parts);
  const zone = await zoneOf(parts);
  const rules = await trainingRules(parts, parts.db.in({ role: "part164_app", tenant: parts.installation }));
  return { day: dayAt(parts.clock.now(), zone), zone, rules, courses: courses ?? (await shippedCourses()) };
}

/** Assigns everything that is due and is not assigned yet; leaves an entry if that was anything. In the caller's transaction. */
export async function assignDue(
  parts: Parts,
  tx: Queryable,
  { day, zone, rules, courses }: AssigningPlan,
  recording: Pick<Recording, "recordIn">,
): Promise<Round[]> {
  await takeUpCourses(parts, tx, courses, day);
  const taught = await taughtEver(tx);
  const firstTaughtByCourse = new Map(taught.toReversed().map(({ course, from_on }) => [course, from_on]));
  const changes = [
    ...(await policyChanges(tx, { day, zone, since: firstTaughtByCourse.get("our-policies") ?? day })),
    ...courseChanges(taught),
  ];
  const rounds = dueRounds({
    day,
    rules,
    courses,
    firstTaughtByCourse,
    roster: await rosterOn(tx, day),
    standings: await standingsOf(tx, zone),
    changes: changes.sort((a, b) => a.at.getTime() - b.at.getTime()),
  });
  const made = await insertRounds(parts, tx, rounds, { day, ...byCourse(taught), by: null, why: null });
  await keepLateTasks(parts, tx, { day, suspendDays: rules.suspendDays });
  if (made.length > 0) await recording.recordIn(tx, systemAct(parts.installation, ASSIGNED, { detail: detailOf(made, taught) }));
  return made;
}

/** What is taught now: hashes and titles by course. */
export function byCourse(taught: readonly TaughtRow[]): { hashByCourse: Map<string, Uint8Array>; titleByCourse: Map<string, string> } {
  const now = taught.filter(({ ended_at }) => ended_at === null);
  return {
    hashByCourse: new Map(now.map(({ course, sha256 }) => [course, sha256])),
    titleByCourse: new Map(now.map(({ course, title }) => [course, title])),
  };
}

/** For the ledger: how many of which course and why, in which text. */
function detailOf(made: readonly Round[], taught: readonly TaughtRow[]) {
  const { hashByCourse } = byCourse(taught);
  const counts = new Map<string, number>();
  for (const { course, reason } of made) counts.set(`${course} ${reason}`, (counts.get(`${course} ${reason}`) ?? 0) + 1);
  const assigned = [...counts].map(([key, count]) => {
    const [course = "", reason = ""] = key.split(" ");
    return { course, reason, count, sha256: hexOf(hashByCourse.get(course) ?? new Uint8Array()) };
  });
  return { made: made.length, people: new Set(made.map(({ member }) => member)).size, assigned };
}

/** Material changes of policies, a day at a time: what took effect together is one change. */
async function policyChanges(tx: Queryable, { day, zone, since }: { day: Day; zone: string; since: Day }): Promise<Change[]> {
  const rows = await tx.rows<{ from: Day; at: Date; id: string }>(sql`
    select effective_on::text as from, max(decided_at) as at, (array_agg(id order by decided_at desc, id desc))[1] as id
      from program.policy_version
     where state = 'approved' and is_material and effective_on <= ${day}::date and effective_on >= ${since}::date group by effective_on`);
  return rows.map(({ from, at, id }) => {
    const starts = endOf(plusDays(from, -1), zone);
    return { course: "our-policies", key: `change:${id}`, at: at > starts ? at : starts, from };
  });
}

/** New versions of courses. A third number alone mends words: nobody takes a course again for it. */
function courseChanges(taught: readonly TaughtRow[]): Change[] {
  const before = new Map<string, string>();
  return taught.flatMap(({ course, version, from_on, taken_at }) => {
    const main = version.split(".").slice(0, 2).join(".");
    const was = before.get(course);
    before.set(course, main);
    return was === undefined || was === main ? [] : [{ course, key: `version:${version}`, at: taken_at, from: from_on }];
  });
}

/** Assigns what is due by itself. Answers how many assignments that made. */
export async function assignByItself(parts: Parts, courses?: readonly Course[]): Promise<number> {
  const plan = await planAssigning(parts, courses);
  const recording = await parts.ledger.recorder.prepare(parts.installation);
  const made = await parts.db.transaction({ role: "part164_app", tenant: parts.installation }, (tx) =>
    assignDue(parts, tx, plan, recording),
  );
  recording.committed();
  return made.length;
}
