// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, nothing } from "#gate/operation/shapes.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { today } from "../../calendar.ts";
import { programKey } from "../../form/submission.ts";
import {
  asked,
  attemptById,
  type AttemptContent,
  type AttemptRow,
  attemptToScore,
  keepResult,
  openAttempt,
  questionsById,
  scoreOf,
  STATEMENT,
  triesLeft,
  triesOf,
} from "../attempt.ts";
import { certificateNumber, completionByAttempt, keepCompletion } from "../completion.ts";
import type { Course } from "../course.ts";
import { courseByHash, hexOf } from "../course-version.ts";
import { fillPlain } from "../course-words.ts";
import { trainingRules } from "../training-rules.ts";
import { before, learnerOf, QuestionView } from "./shapes.ts";

const AnsweredView = QuestionView.extend({
  given: z.number().nullable().meta({ description: "The place of the answer that was chosen." }),
  isRight: z.boolean(),
  /** Told when the test was passed, or was the last. */
  right: z.number().nullable(),
  because: z.string(),
  cite: z.string(),
});

const ResultView = z.object({
  attempt: z.string(),
  course: z.string(),
  score: z.number(),
  passMark: z.number(),
  passed: z.boolean(),
  attemptsLeft: z.number(),
  completion: z.string().nullable(),
  certificate: z.string().nullable(),
  questions: z.array(AnsweredView),
});

const body = z.strictObject({
  answers: z
    .array(z.strictObject({ question: z.string().max(20), answer: z.number().int().min(0).max(9) }))
    .max(20)
    .meta({ description: "By place, as they were shown. What is not answered is not right." }),
  statement: z.literal(STATEMENT).meta({ description: "What is confirmed, word for word." }),
});

/** The answers in the order of the questions. @throws Fault `invalid_answers` for what was not asked, or twice. */
function givenOf({ drawn }: AttemptContent, answers: z.infer<typeof body>["answers"]): (number | null)[] {
  const placeById = new Map(answers.map(({ question, answer }) => [question, answer]));
  const strange = answers.filter(({ question, answer }) => {
    const one = drawn.find(({ id }) => id === question);
    return one === undefined || answer >= one.order.length;
  });
  if (strange.length > 0 || placeById.size !== answers.length)
    throw new Fault("invalid_answers", { fields: [{ at: "/answers", says: "Each question of this test once, with one of its answers." }] });
  return drawn.map(({ id }) => placeById.get(id) ?? null);
}

type Result = Pick<AttemptRow, "id" | "course" | "pass_mark"> & { readonly score: number; readonly passed: boolean };
type Led = { readonly id: string; readonly certificate: string } | undefined;

function viewResult(row: Result, { questions }: Course, content: AttemptContent, completion: Led): z.infer<typeof ResultView> {
  const byId = questionsById(questions);
  const attemptsLeft = present(content.left, "What was scored says how many are left.");
  const isTold = row.passed || attemptsLeft === 0;
  const given = present(content.given, "What was scored was answered.");
  const { right } = scoreOf(content.drawn, given, byId);
  return {
    attempt: row.id,
    course: row.course,
    score: row.score,
    passMark: row.pass_mark,
    passed: row.passed,
    attemptsLeft,
    completion: completion?.id ?? null,
    certificate: completion?.certificate ?? null,
    questions: content.drawn.map((drawn, n) => {
      const question = present(byId.get(drawn.id), "A test is of its own course's text.");
      return {
        ...asked(drawn, question, content.words),
        given: given[n] ?? null,
        isRight: right[n] ?? false,
        right: isTold ? drawn.order.findIndex((index) => question.answers[index]?.right === true) : null,
        because: fillPlain(question.because, content.words),
        cite: question.cite,
      };
    }),
  };
}

/** Hands a test in that was not yet: scores it, keeps it, and completes the course if it is passed. */
async function handIn(
  parts: Parts,
  tx: Queryable,
  row: AttemptRow,
  {
    course,
    content,
    given,
    attempts,
    day,
  }: { course: Course; content: AttemptContent; given: (number | null)[]; attempts: number; day: string },
) {
  const at = parts.clock.now();
  const { score } = scoreOf(content.drawn, given, questionsById(course.questions));
  const passed = score >= row.pass_mark;
  const left = triesLeft(await triesOf(tx, { member: row.member, course: row.course, now: at }), attempts);
  const kept: AttemptContent = { ...content, given, left };
  await keepResult(parts, tx, { id: row.id, at, score, passed, content: kept });
  const completion = passed ? { id: parts.makeId<"completion">() as string, certificate: certificateNumber(day) } : undefined;
  if (completion !== undefined)
    await keepCompletion(
      parts,
      tx,
      {
        ...completion,
        member: row.member,
        course: row.course,
        title: course.front.title,
        version: course.front.version,
        sha256: row.sha256,
        score,
        completed_on: day,
        statement: STATEMENT,
        attempt: row.id,
        provider: null,
        document: null,
        by: null,
      },
      { day, actedBy: row.member },
    );
  return { score, passed, kept, completion };
}

export const submitAttempt = operation({
  name: "program.attempt.submit",
  cites: ["164.308(a)(5)(i)", "164.530(b)(1)", "164.530(b)(2)(ii)"],
  says: "Handed a test in",
  groups: ["program.list"],
  route: { method: "POST", path: "/v1/attempts/{attempt}/submit" },
  input: z.object({ path: z.strictObject({ attempt: anId }), query: nothing, body }),
  output: ResultView,
  effect: "write",
  log: "organization",
  async prepare({ parts, actor, input: { path } }) {
    const member = learnerOf(actor);
    await programKey(parts);
    const db = before(parts);
    const row = await attemptById(db, path.attempt);
    if (row === undefined || row.member !== member) throw new Fault("not_found");
    const course = await courseByHash(parts, db, row.course, row.sha256);
    const { attempts } = await trainingRules(parts, db);
    return { row, content: await openAttempt(parts, row), course, attempts, day: await today(parts) };
  },
  async run({ parts, db, input }, _loaded, { row: seen, content, course, attempts, day }) {
    const row = present(await attemptToScore(db, seen.id), "Attempts stay.");
    const record = { type: "program.attempt", id: row.id, version: 2 };
    const about = { course: row.course, version: course.front.version, sha256: hexOf(row.sha256) };
    if (row.submitted_at !== null && row.score !== null && row.passed !== null) {
      const kept = seen.submitted_at === null ? await openAttempt(parts, row) : content; // Handed in since it was looked at.
      const output = viewResult({ ...row, score: row.score, passed: row.passed }, course, kept, await completionByAttempt(db, row.id));
      return { output, record, detail: { ...about, again: true } };
    }
    if (row.ended_at !== null || row.expires_at <= parts.clock.now())
      throw new Fault("move_not_possible", { detail: "This test ran out 24 hours after it began. Start another." });
    const given = givenOf(content, input.body.answers);
    const { score, passed, kept, completion } = await handIn(parts, db, row, { course, content, given, attempts, day });
    const detail = {
      ...about,
      score,
      passed,
      ...(completion === undefined ? {} : { completion: completion.id, certificate: completion.certificate }),
    };
    return { output: viewResult({ ...row, score, passed }, course, kept, completion), record, detail };
  },
});
