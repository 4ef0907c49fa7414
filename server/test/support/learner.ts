// SPDX-License-Identifier: Apache-2.0
// A person who takes courses. Which answers are right the test reads from the banks, as the server does; never from an answer of it.
import { assert } from "#base/assert.ts";
import { type Course, shippedCourses } from "#program/training/course.ts";
import type { AtWork } from "./person.ts";

export type Shown = { readonly id: string; readonly scenario: string | null; readonly ask: string; readonly answers: readonly string[] };
export type Attempt = {
  readonly attempt: string;
  readonly course: string;
  readonly passMark: number;
  readonly attemptsLeft: number;
  readonly expiresAt: string;
  readonly statement: string;
  readonly questions: readonly Shown[];
};
export type Result = {
  readonly score: number;
  readonly passed: boolean;
  readonly attemptsLeft: number;
  readonly completion: string | null;
  readonly certificate: string | null;
  readonly questions: readonly (Shown & {
    readonly given: number | null;
    readonly isRight: boolean;
    readonly right: number | null;
    readonly because: string;
    readonly cite: string;
  })[];
};

/** What a text of a bank may look like once its blanks are filled. */
const filledIn = (text: string): RegExp => {
  const pieces = text.trim().split(/\{[^}]*\}/);
  return new RegExp(`^${pieces.map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`, "s");
};

/** A course by its id. */
export async function courseNamed(id: string): Promise<Course> {
  const found = (await shippedCourses()).find((one) => one.id === id);
  assert(found !== undefined, id);
  return found;
}

/** Where the right answer to a question stands, as it was shown. */
export function rightPlace(course: Course, { id, answers }: Shown): number {
  const bank = course.questions.find((one) => one.id === id)?.answers ?? [];
  const right = filledIn(bank.find((answer) => answer.right)?.text ?? "");
  const others = bank.filter((answer) => !answer.right).map(({ text }) => filledIn(text));
  // "The {title}" looks like any answer that begins so: what another answer accounts for is that one.
  const places = answers.flatMap((answer, place) => (right.test(answer) && !others.some((other) => other.test(answer)) ? [place] : []));
  assert(places.length === 1, `One answer of ${id} is the right one.`);
  return places[0] ?? 0;
}

/** The body that hands a test in with the first `wrong` questions answered wrongly. */
export function answersFor(course: Course, { questions, statement }: Attempt, wrong = 0) {
  const answers = questions.map((question, n) => {
    const right = rightPlace(course, question);
    return { question: question.id, answer: n < wrong ? (right + 1) % question.answers.length : right };
  });
  return { answers, statement };
}

export const start = (who: AtWork, course: string): Promise<Attempt> => who.write<Attempt>(`/v1/courses/${course}/attempts`, {});

/** Takes a test and hands it in. */
export async function take(who: AtWork, id: string, wrong = 0): Promise<Result> {
  const attempt = await start(who, id);
  return who.write<Result>(`/v1/attempts/${attempt.attempt}/submit`, answersFor(await courseNamed(id), attempt, wrong));
}
