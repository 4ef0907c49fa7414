// SPDX-License-Identifier: Apache-2.0
// A test: what was drawn, what was answered, how it counted. The server draws and scores; which answer is right leaves it only when the
// person passed or has no attempt left.
import { MS_PER_HOUR } from "#base/clock.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Question } from "./course-text.ts";
import { type CourseWords, fillPlain } from "./course-words.ts";
import type { Drawn } from "./draw.ts";
import { openValue, sealValue } from "./sealed-text.ts";

/** A test that was not handed in by then counts as one that failed. */
export const ATTEMPT_MS = 24 * MS_PER_HOUR;

/** What is confirmed with the answers (policy "training and awareness"). */
export const STATEMENT = "I have read this lesson. I know whom to ask, and I report what looks wrong.";

export type AttemptRow = {
  readonly id: string;
  readonly member: string;
  readonly course: string;
  readonly sha256: Uint8Array;
  readonly pass_mark: number;
  readonly started_at: Date;
  readonly expires_at: Date;
  readonly ended_at: Date | null;
  readonly submitted_at: Date | null;
  readonly score: number | null;
  readonly passed: boolean | null;
  readonly sealed: Uint8Array;
};

/** What is sealed of a test. `given[n]` is the place of the answer chosen for question n, as it was shown; null: none. */
export type AttemptContent = {
  readonly drawn: readonly Drawn[];
  /** The organization's words with which it was shown. */
  readonly words: CourseWords;
  readonly given: readonly (number | null)[] | null;
  /** How many were left after it. Together with whether it passed this says what was told; the same result is told the same way. */
  readonly left: number | null;
};

export const attemptById = (db: Queryable, id: string) =>
  db.maybe<AttemptRow>(sql`
    select id, member, course, sha256, pass_mark, started_at, expires_at, ended_at, submitted_at, score, passed, sealed
      from program.attempt where id = ${id}`);

/** The same, held until the transaction ends. */
export const attemptToScore = (tx: Queryable, id: string) =>
  tx.maybe<AttemptRow>(sql`
    select id, member, course, sha256, pass_mark, started_at, expires_at, ended_at, submitted_at, score, passed, sealed
      from program.attempt where id = ${id} for update`);

/** A member's tests in a course, oldest first. */
export const attemptsOf = (db: Queryable, member: string, course: string) =>
  db.rows<AttemptRow>(sql`
    select id, member, course, sha256, pass_mark, started_at, expires_at, ended_at, submitted_at, score, passed, sealed
      from program.attempt where member = ${member} and course = ${course} order by started_at, id`);

const placeOf = ({ id, version }: { id: string; version: 1 | 2 }) => ({ type: "attempt", id, version }) as const;

/** @throws Fault `sealed_broken`. */
export const openAttempt = async (parts: Parts, { id, sealed, submitted_at }: AttemptRow): Promise<AttemptContent> =>
  (await openValue(parts, placeOf({ id, version: submitted_at === null ? 1 : 2 }), sealed)) as AttemptContent; // Sealed below.

export type NewAttempt = Pick<AttemptRow, "id" | "member" | "course" | "sha256" | "pass_mark" | "started_at" | "expires_at">;

export const insertAttempt = (parts: Parts, tx: Queryable, one: NewAttempt, content: AttemptContent) =>
  tx.run(sql`
    insert into program.attempt (id, member, course, sha256, pass_mark, started_at, expires_at, sealed)
    values (${one.id}, ${one.member}, ${one.course}, ${one.sha256}, ${one.pass_mark}, ${one.started_at}, ${one.expires_at},
            ${sealValue(parts, placeOf({ id: one.id, version: 1 }), content)})`);

export const endExpired = (tx: Queryable, id: string) =>
  tx.run(sql`update program.attempt set ended_at = expires_at where id = ${id} and ended_at is null`);

export const keepResult = (
  parts: Parts,
  tx: Queryable,
  { id, at, score, passed, content }: { id: string; at: Date; score: number; passed: boolean; content: AttemptContent },
) =>
  tx.run(sql`
    update program.attempt
       set ended_at = ${at}, submitted_at = ${at}, score = ${score}, passed = ${passed},
           sealed = ${sealValue(parts, placeOf({ id, version: 2 }), content)}
     where id = ${id} and ended_at is null`);

/** Tests that did not pass since the course was last completed, and whether a release waits to be used. */
export type Tries = { readonly used: number; readonly isReleased: boolean; readonly isRunning: boolean };

/** `now` tells which test is still running. Ids are in the order of time: a release that no test followed is unused. */
export const triesOf = (db: Queryable, { member, course, now }: { member: string; course: string; now: Date }) =>
  db.one<Tries>(sql`
    select (select count(*) from program.attempt a
             where a.member = ${member} and a.course = ${course} and a.passed is distinct from true
               and a.started_at > coalesce((select max(c.completed_at) from program.completion c where c.member = ${member} and c.course = ${course}),
                                           '-infinity')) as used,
           exists (select from program.attempt_release r where r.member = ${member} and r.course = ${course}
                      and not exists (select from program.attempt a where a.member = r.member and a.course = r.course and a.id > r.id)) as "isReleased",
           exists (select from program.attempt a where a.member = ${member} and a.course = ${course} and a.ended_at is null
                      and a.expires_at > ${now}) as "isRunning"`);

/** How many more tests may be begun: what the policy gives, and one for a release. */
export const triesLeft = ({ used, isReleased }: Tries, attempts: number): number => Math.max(isReleased ? 1 : 0, attempts - used);

export type Scored = { readonly right: readonly boolean[]; readonly score: number };

/** Which answers are right, and the score: whole per cent, rounded down, so that a mark is reached or not. */
export function scoreOf(drawn: readonly Drawn[], given: readonly (number | null)[], questionById: ReadonlyMap<string, Question>): Scored {
  const right = drawn.map(({ id, order }, n) => {
    const place = given[n] ?? null;
    const index = place === null ? undefined : order[place];
    return index !== undefined && questionById.get(id)?.answers[index]?.right === true;
  });
  return { right, score: Math.floor((100 * right.filter(Boolean).length) / right.length) };
}

export const questionsById = (questions: readonly Question[]): Map<string, Question> => new Map(questions.map((one) => [one.id, one]));

/** A question as it is asked: nothing in it tells which answer is right, nor why. */
export function asked({ id, order }: Drawn, question: Question, words: CourseWords) {
  return {
    id,
    scenario: question.scenario === undefined ? null : fillPlain(question.scenario, words),
    ask: fillPlain(question.ask, words),
    answers: order.map((index) => fillPlain(question.answers[index]?.text ?? "", words)),
  };
}
