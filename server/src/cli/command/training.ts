// SPDX-License-Identifier: Apache-2.0
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { lintModule } from "#program/training/course-lint.ts";
import { lintCommand } from "../lint-texts.ts";

export const trainingLintCommand = lintCommand({
  name: "training",
  says: "Says everything that is wrong with the courses in a folder, each with file and line. Without DIR: those that come with this program.",
  holds: "a module is a folder with lesson.md and questions.yaml.",
  nameOf: (entry) => (entry.isDirectory() ? entry.name : null),
  async lint({ folder, shownAs, names }) {
    const read = (name: string, file: string): Promise<string> => readFile(join(folder, name, file), "utf8").catch(() => ""); // No text is a text with everything wrong.
    const taken = new Set<string>();
    const linted = [];
    for (const name of names) {
      const [lesson, questions] = await Promise.all([read(name, "lesson.md"), read(name, "questions.yaml")]);
      linted.push(lintModule({ name, folder: join(shownAs, name), lesson, questions }, taken));
    }
    const questions = linted.reduce((sum, module) => sum + module.questions, 0);
    return { counts: { modules: names.length, questions }, problems: linted.flatMap(({ problems }) => problems) };
  },
});
