// SPDX-License-Identifier: Apache-2.0
// A course as it is taught: a lesson and its bank of questions, known by one hash over both files.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert } from "#base/assert.ts";
import { type Lesson, type Question, readLesson, readQuestions } from "./course-text.ts";
import { MODULES } from "./library.ts";

/** The two files as they were written. */
export type CourseFiles = { readonly lesson: string; readonly questions: string };

export type Course = {
  readonly id: string;
  readonly front: Lesson["front"];
  /** The lesson without its front matter, in Markdown, not filled in. */
  readonly text: string;
  readonly questions: readonly Question[];
  readonly files: CourseFiles;
  /** Of `lesson.md` and `questions.yaml`, one after the other: `cat lesson.md questions.yaml | sha256sum`. */
  readonly sha256: Buffer;
};

/** The four that are passed before the first access to PHI (policy "training and awareness", rule 2). */
export const BASICS = ["hipaa-in-a-startup", "phi-and-minimum-necessary", "security-at-work", "incidents-and-breaches"] as const;

export const TRAINING_FOLDER = fileURLToPath(new URL("../../../../training", import.meta.url));

/** Reads a course. @throws BrokenInvariant if its form is wrong: what ships was linted, what was taken up was read before. */
export function readCourse(id: string, files: CourseFiles): Course {
  const lesson = readLesson(`${id}/lesson.md`, files.lesson);
  const bank = readQuestions(`${id}/questions.yaml`, files.questions);
  assert(!Array.isArray(lesson) && !Array.isArray(bank), `The course ${id} is in its form.`);
  const sha256 = createHash("sha256").update(files.lesson, "utf8").update(files.questions, "utf8").digest();
  return { id, front: lesson.front, text: lesson.lines.join("\n").trim(), questions: bank.value, files, sha256 };
}

let shipped: Promise<readonly Course[]> | undefined;

/** The courses that come with this program, in their order. */
export function shippedCourses(): Promise<readonly Course[]> {
  shipped ??= Promise.all(
    MODULES.map(async (id) => {
      const read = (file: string): Promise<string> => readFile(join(TRAINING_FOLDER, id, file), "utf8");
      const [lesson, questions] = await Promise.all([read("lesson.md"), read("questions.yaml")]);
      return readCourse(id, { lesson, questions });
    }),
  );
  return shipped;
}
