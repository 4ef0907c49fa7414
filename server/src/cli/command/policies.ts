// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { lintPolicy } from "#program/document/policy-lint.ts";
import type { TextProblem } from "#program/document/front-matter.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { answer, type Command, UsageFault } from "../command.ts";

const OURS = fileURLToPath(new URL("../../../../policies", import.meta.url));

export const policiesLintCommand: Command = {
  name: "policies lint",
  usage: "policies lint [DIR] [--json]",
  says: "Says everything that is wrong with the policies in a folder, each with file and line. Without DIR: the library that comes with this program.",
  options: { json: { type: "boolean" } },
  words: { min: 0, max: 1 },
  run: async () => 3, // It needs no installation: `alone` does the work.
  async alone(_opening, invocation, io) {
    const [word] = invocation.words;
    const folder = word === undefined ? OURS : resolve(invocation.folder, word);
    const names = await policyNames(folder);
    const checks = new Set((await allSafeguards()).flatMap((safeguard) => safeguard.checks.map(({ name }) => name)));
    const problems: TextProblem[] = [];
    for (const name of names) {
      const path = join(folder, `${name}.md`);
      problems.push(
        ...lintPolicy(word === undefined ? `policies/${name}.md` : join(word, `${name}.md`), name, await readFile(path, "utf8"), {
          checks,
        }),
      );
    }
    const lines = problems.map(({ file, line, says }) => `${file}:${line}: ${says}\n`);
    const count = `${names.length} policies, ${problems.length === 0 ? "nothing wrong" : `${problems.length} problems`}.\n`;
    answer(io, invocation, { policies: names.length, problems }, [...lines, count].join(""));
    return problems.length === 0 ? 0 : 1;
  },
};

async function policyNames(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => {
    throw new UsageFault(`There is no folder ${folder}.`);
  });
  const names = files.filter((file) => file.endsWith(".md") && file !== "README.md").map((file) => file.slice(0, -3));
  if (names.length === 0) throw new UsageFault(`There is no policy in ${folder}: a policy is a file NAME.md.`);
  return names.sort();
}
