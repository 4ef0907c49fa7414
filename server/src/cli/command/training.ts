// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { TextProblem } from "#program/document/front-matter.ts";
import { lintModule } from "#program/training/course-lint.ts";
import { answer, type Command, UsageFault } from "../command.ts";

const OURS = fileURLToPath(new URL("../../../../training", import.meta.url));

export const trainingLintCommand: Command = {
  name: "training lint",
  usage: "training lint [DIR] [--json]",
  says: "Says everything that is wrong with the courses in a folder, each with file and line. Without DIR: those that come with this program.",
  options: { json: { type: "boolean" } },
  words: { min: 0, max: 1 },
  run: async () => 3, // It needs no installation: `alone` does the work.
  async alone(_opening, invocation, io) {
    const [word] = invocation.words;
    const folder = word === undefined ? OURS : resolve(invocation.folder, word);
    const names = await moduleNames(folder);
    const taken = new Set<string>();
    const problems: TextProblem[] = [];
    let questions = 0;
    for (const name of names) {
      const read = (file: string): Promise<string> => readFile(join(folder, name, file), "utf8").catch(() => "");
      const texts = {
        name,
        folder: join(word ?? "training", name),
        lesson: await read("lesson.md"),
        questions: await read("questions.yaml"),
      };
      const linted = lintModule(texts, taken);
      problems.push(...linted.problems);
      questions += linted.questions;
    }
    const lines = problems.map(({ file, line, says }) => `${file}:${line}: ${says}\n`);
    const count = `${names.length} modules, ${questions} questions, ${problems.length === 0 ? "nothing wrong" : `${problems.length} problems`}.\n`;
    answer(io, invocation, { modules: names.length, questions, problems }, [...lines, count].join(""));
    return problems.length === 0 ? 0 : 1;
  },
};

async function moduleNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new UsageFault(`There is no folder ${folder}.`);
  });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  if (names.length === 0) throw new UsageFault(`There is no module in ${folder}: a module is a folder with lesson.md and questions.yaml.`);
  return names.sort();
}
