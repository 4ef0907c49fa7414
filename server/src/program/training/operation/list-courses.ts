// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import type { Queryable } from "#store/database.ts";
import { endOf, plusMonths, zoneOf } from "../../calendar.ts";
import { type AssignmentRow, openAssignments } from "../assignment.ts";
import { attemptsOf, triesLeft, triesOf } from "../attempt.ts";
import { type CompletionRow, completionsOf } from "../completion.ts";
import { BASICS, type Course } from "../course.ts";
import { courseByHash, hexOf, taughtNow } from "../course-version.ts";
import { trainingRules, type TrainingRules } from "../training-rules.ts";
import { courseId, learnerOf, REASONS } from "./shapes.ts";

const CourseView = z.object({
  course: z.string(),
  title: z.string(),
  version: z.string(),
  sha256: z.string(),
  minutes: z.number(),
  asks: z.number(),
  isBasic: z.boolean(),
  state: z.enum(["open", "done", "not-assigned"]),
  reasons: z.array(z.enum(REASONS)),
  dueOn: z.string().nullable(),
  /** The first instant at which it is late. */
  lateAt: z.string().nullable(),
  isLate: z.boolean(),
  completedOn: z.string().nullable(),
  score: z.number().nullable(),
  completion: z.string().nullable(),
  /** When it comes again by itself. */
  nextDueOn: z.string().nullable(),
  attemptsLeft: z.number(),
  /** A test that is under way. */
  attempt: z.string().nullable(),
});

type Own = {
  readonly open: readonly AssignmentRow[];
  readonly done: CompletionRow | undefined;
  readonly zone: string;
  readonly rules: TrainingRules;
  readonly now: Date;
};

async function viewCourse(db: Queryable, member: string, { id, front, sha256 }: Course, own: Own): Promise<z.infer<typeof CourseView>> {
  const { open, done, zone, rules, now } = own;
  const dueOn = open[0]?.due_on ?? null;
  const lateAt = dueOn === null ? null : endOf(dueOn, zone);
  const running = (await attemptsOf(db, member, id)).find(({ ended_at, expires_at }) => ended_at === null && expires_at > now);
  return {
    course: id,
    title: front.title,
    version: front.version,
    sha256: hexOf(sha256),
    minutes: front.minutes,
    asks: front.asks,
    isBasic: BASICS.some((basic) => basic === id),
    state: open.length > 0 ? "open" : done === undefined ? "not-assigned" : "done",
    reasons: [...new Set(open.map(({ reason }) => reason))],
    dueOn,
    lateAt: lateAt?.toISOString() ?? null,
    isLate: lateAt !== null && lateAt <= now,
    completedOn: done?.completed_on ?? null,
    score: done?.score ?? null,
    completion: done?.id ?? null,
    nextDueOn: open.length > 0 || done === undefined ? null : plusMonths(done.completed_on, rules.refreshMonths),
    attemptsLeft: triesLeft(await triesOf(db, { member, course: id, now }), rules.attempts),
    attempt: running?.id ?? null,
  };
}

export const listCourses = operation({
  name: "program.course.list",
  cites: ["164.308(a)(5)(i)", "164.530(b)(1)"],
  says: "Listed their courses",
  groups: ["program.list"],
  route: { method: "GET", path: "/v1/courses" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(CourseView).extend({
    /** Trainings of others, kept on record. */
    others: z.array(z.object({ completion: z.string(), title: z.string(), on: z.string(), provider: z.string().nullable() })),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, actor, db }) {
    const member = learnerOf(actor);
    const taught = await taughtNow(db);
    const [open, completions] = await Promise.all([openAssignments(db, member), completionsOf(db, member)]);
    const own = { zone: await zoneOf(parts), rules: await trainingRules(parts, db), now: parts.clock.now() };
    const items = [];
    for (const id of courseId.options) {
      const row = taught.find(({ course }) => course === id);
      if (row === undefined) continue;
      const course = await courseByHash(parts, db, id, row.sha256);
      const done = completions.find((one) => one.course === id);
      items.push(await viewCourse(db, member, course, { ...own, open: open.filter((one) => one.course === id), done }));
    }
    const others = completions
      .filter(({ course }) => course === null)
      .map(({ id, title, completed_on, provider }) => ({ completion: id, title, on: completed_on, provider }));
    return { output: { items, next: null, others } };
  },
});
