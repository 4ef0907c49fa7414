// SPDX-License-Identifier: Apache-2.0
// A module as it is written: a lesson, and a bank of questions.
import { z } from "zod";
import { readText, readYaml, type Text, type TextProblem, yamlNumber } from "../document/front-matter.ts";
import { COURSE_AUDIENCES } from "./library.ts";

const Lesson = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: z.string().min(5).max(120),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  audience: z.enum(COURSE_AUDIENCES),
  minutes: yamlNumber.pipe(z.int().min(5).max(45)),
  asks: yamlNumber.pipe(z.int().min(5).max(12)),
  passMark: yamlNumber.pipe(z.int().min(80).max(100)),
  cites: z.array(z.string()).min(1),
  objectives: z.record(z.string().regex(/^[a-z][a-zA-Z]*$/), z.string().min(10)),
});
export type Lesson = Text<z.infer<typeof Lesson>>;

const answer = z.strictObject({
  text: z.string().trim().min(1).max(300),
  right: z.enum(["true", "false"]).transform((text) => text === "true"),
});
const Question = z.strictObject({
  id: z.string().regex(/^[a-z]{2}-\d{2}$/),
  objective: z.string(),
  cite: z.string(),
  level: yamlNumber.pipe(z.int().min(1).max(3)),
  scenario: z.string().trim().min(20).optional(),
  ask: z.string().trim().min(10),
  answers: z.array(answer).min(3).max(5),
  because: z.string().trim().min(30),
});
export type Question = z.infer<typeof Question>;

/** Reads a lesson. What is wrong with its front matter is answered instead of the lesson. */
export function readLesson(file: string, text: string): Lesson | TextProblem[] {
  return readText(file, text, Lesson);
}

/** Reads a bank of questions. What is wrong with its form is answered instead. */
export function readQuestions(file: string, text: string): { readonly value: readonly Question[] } | TextProblem[] {
  return readYaml(file, text, z.array(Question).min(1).max(100));
}
