// SPDX-License-Identifier: Apache-2.0
// Somebody who read the lessons: knows the right answers from the courses as they are written, by their words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { Input } from "@part164/client/client.ts";
import type { StoryPerson } from "./story-person.ts";

type Course = Input<"program.course.read">["path"]["course"];
type Known = {
  readonly id: string;
  readonly ask: string;
  readonly answers: readonly { readonly text: string; readonly right: boolean }[];
};

function lesson(course: string): readonly Known[] {
  const file = fileURLToPath(new URL(`../../../training/${course}/questions.yaml`, import.meta.url));
  return parse(readFileSync(file, "utf8")) as Known[]; // Held to its form by `training lint`.
}

/** Whether a shown answer is the text with its blanks filled in. */
function isText(shown: string, written: string): boolean {
  const pattern = written
    .trim()
    .split(/\{[^}]*\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`))
    .join(".+");
  return new RegExp(`^${pattern}$`).test(shown.trim());
}

/** Where the right one of the shown answers stands: all of them are answers to the question, and only one of them is the right one. */
export function rightPlace(course: string, ask: string, shown: readonly string[]): number {
  const fits = ({ ask: asked, answers }: Known): boolean =>
    isText(ask, asked) && shown.every((one) => answers.some(({ text }) => isText(one, text)));
  const question = lesson(course).find(fits);
  const right = question?.answers.find((answer) => answer.right)?.text ?? "";
  // Another answer that fits as well is the other one: a right answer that is a blank fits them all.
  const others = question?.answers.filter((answer) => !answer.right) ?? [];
  const place = shown.findIndex((one) => isText(one, right) && !others.some(({ text }) => isText(one, text)));
  assert.notEqual(place, -1, `${course}: ${ask}`);
  return place;
}

/** Takes every course that is open for a person, and passes. Answers how many. */
export async function takeCourses(person: StoryPerson): Promise<number> {
  const { items } = (await person.call("program.course.list", {})).value;
  const open = items.filter(({ state }) => state === "open");
  for (const { course: id } of open) {
    const course = id as Course; // One of the server's own.
    await person.call("program.course.read", { path: { course } });
    const attempt = (await person.call("program.attempt.start", { path: { course }, body: {} })).value;
    const answers = attempt.questions.map(({ id, ask, answers: shown }) => ({ question: id, answer: rightPlace(course, ask, shown) }));
    const body = { answers, statement: attempt.statement as "I have read this lesson. I know whom to ask, and I report what looks wrong." }; // As the server gave it.
    const result = (await person.call("program.attempt.submit", { path: { attempt: attempt.attempt }, body })).value;
    assert.ok(result.passed, `${person.name} passes ${course}: ${result.score}`);
  }
  return open.length;
}
