// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { emptyBody, nothing } from "#gate/operation/shapes.ts";
import type { Parts } from "#gate/parts.ts";
import { programKey } from "../../form/submission.ts";
import { assignmentsToWorkOn } from "../assignment.ts";
import {
  asked,
  ATTEMPT_MS,
  type AttemptContent,
  type AttemptRow,
  attemptsOf,
  endExpired,
  insertAttempt,
  openAttempt,
  questionsById,
  STATEMENT,
  triesLeft,
  triesOf,
} from "../attempt.ts";
import type { Course } from "../course.ts";
import { courseByHash, courseTaught, hexOf } from "../course-version.ts";
import { courseWords } from "../course-words.ts";
import { drawQuestions } from "../draw.ts";
import { trainingRules } from "../training-rules.ts";
import { before, courseId, learnerOf, QuestionView } from "./shapes.ts";

const AttemptView = z.object({
  attempt: z.string(),
  course: z.string(),
  title: z.string(),
  version: z.string(),
  sha256: z.string(),
  startedAt: z.string(),
  expiresAt: z.string(),
  passMark: z.number(),
  /** After this one. */
  attemptsLeft: z.number(),
  /** What is confirmed with the answers. */
  statement: z.string(),
  questions: z.array(QuestionView),
});

type Opened = { readonly row: AttemptRow; readonly content: AttemptContent };
type Shown = Pick<AttemptRow, "id" | "started_at" | "expires_at" | "pass_mark">;

function viewAttempt(row: Shown, course: Course, content: AttemptContent, attemptsLeft: number): z.infer<typeof AttemptView> {
  const byId = questionsById(course.questions);
  return {
    attempt: row.id,
    course: course.id,
    title: course.front.title,
    version: course.front.version,
    sha256: hexOf(course.sha256),
    startedAt: row.started_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    passMark: row.pass_mark,
    attemptsLeft,
    statement: STATEMENT,
    questions: content.drawn.map((drawn) =>
      asked(drawn, present(byId.get(drawn.id), "A test is of its own course's text."), content.words),
    ),
  };
}

/** Everything that may need a key or a file, looked at before the transaction: the tests before, and the course in the texts needed. */
async function lookBefore(parts: Parts, member: string, id: string) {
  await programKey(parts);
  const db = before(parts);
  const rules = await trainingRules(parts, db);
  const course = await courseTaught(parts, db, id);
  const earlier: Opened[] = [];
  for (const row of await attemptsOf(db, member, id)) earlier.push({ row, content: await openAttempt(parts, row) });
  const running = earlier.find(({ row }) => row.ended_at === null);
  const runningIn = running === undefined ? null : await courseByHash(parts, db, id, running.row.sha256);
  return { rules, course, earlier, running, runningIn, words: await courseWords(parts) };
}

export const startAttempt = operation({
  name: "program.attempt.start",
  cites: ["164.308(a)(5)(i)", "164.530(b)(1)"],
  says: "Started a test",
  groups: ["program.list"],
  route: { method: "POST", path: "/v1/courses/{course}/attempts" },
  input: z.object({ path: z.strictObject({ course: courseId }), query: nothing, body: emptyBody }),
  output: AttemptView,
  effect: "write",
  log: "organization",
  prepare: ({ parts, actor, input: { path } }) => lookBefore(parts, learnerOf(actor), path.course),
  async run({ parts, actor, db }, _loaded, { rules, course, earlier, running, runningIn, words }) {
    const member = learnerOf(actor);
    const now = parts.clock.now();
    if ((await assignmentsToWorkOn(db, member, course.id)).length === 0)
      throw new Fault("move_not_possible", { detail: "This course is not open for you now: it is not assigned, or you have passed it." });
    const open = (await attemptsOf(db, member, course.id)).find(({ ended_at }) => ended_at === null);
    if (open !== undefined && open.id !== running?.row.id) throw new Fault("version_conflict"); // Begun meanwhile, in another window.
    if (open !== undefined && running !== undefined && runningIn !== null) {
      if (open.expires_at > now) {
        const left = triesLeft(await triesOf(db, { member, course: course.id, now }), rules.attempts);
        const output = viewAttempt(open, runningIn, running.content, left);
        return { output, record: { type: "program.attempt", id: open.id, version: 1 }, detail: { course: course.id, goesOn: true } };
      }
      await endExpired(db, open.id);
    }
    const left = triesLeft(await triesOf(db, { member, course: course.id, now }), rules.attempts);
    if (left === 0)
      throw new Fault("move_not_possible", {
        detail: "Your attempts are used up. Sit down with your manager or an official: they open the test once more.",
      });
    const { passMark, asks } = course.front;
    const row = {
      id: parts.makeId<"attempt">() as string,
      member,
      course: course.id,
      sha256: course.sha256,
      pass_mark: Math.max(passMark, rules.passMark),
      started_at: now,
      expires_at: new Date(now.getTime() + ATTEMPT_MS),
    };
    const drawn = drawQuestions(course.questions, { asks, earlier: earlier.map(({ content }) => content.drawn.map(({ id }) => id)) });
    const content: AttemptContent = { drawn, words, given: null, left: null };
    await insertAttempt(parts, db, row, content);
    const detail = { course: course.id, version: course.front.version, sha256: hexOf(course.sha256), asks: drawn.length };
    const record = { type: "program.attempt", id: row.id, version: 1 };
    return { output: viewAttempt(row, course, content, left - 1), record, detail };
  },
});
