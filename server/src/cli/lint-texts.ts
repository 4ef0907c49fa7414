// SPDX-License-Identifier: Apache-2.0
// The frame of `policies lint` and `training lint`: a folder of texts, everything wrong with them, exit 1 if there is anything.
import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { TextProblem } from "#program/document/front-matter.ts";
import { answer, type Command, UsageFault } from "./command.ts";

export type Texts = {
  /** "policies" or "training": the command's first word, and the folder of those that come with this program. */
  readonly name: "policies" | "training";
  readonly says: string;
  /** What stands in a folder of such texts. */
  readonly holds: string;
  /** The name of a text, or null for what is none. */
  nameOf(entry: Dirent): string | null;
  /** Reads and lints them; what is counted is part of the answer. */
  lint(place: {
    folder: string;
    shownAs: string;
    names: readonly string[];
  }): Promise<{ counts: Readonly<Record<string, number>>; problems: TextProblem[] }>;
};

/** A command without an installation. Its exit code is 1 when something is wrong, 2 when there is no such folder. */
export function lintCommand({ name, says, holds, nameOf, lint }: Texts): Command {
  const ours = fileURLToPath(new URL(`../../../${name}`, import.meta.url));
  return {
    name: `${name} lint`,
    usage: `${name} lint [DIR] [--json]`,
    says,
    options: { json: { type: "boolean" } },
    words: { min: 0, max: 1 },
    run: async () => 3, // It needs no installation: `alone` does the work.
    async alone(_opening, invocation, io) {
      const [word] = invocation.words;
      const folder = word === undefined ? ours : resolve(invocation.folder, word);
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
        throw new UsageFault(`There is no folder ${folder}.`);
      });
      const names = entries.map(nameOf).filter((each) => each !== null);
      if (names.length === 0) throw new UsageFault(`Nothing to read in ${folder}: ${holds}`);
      const { counts, problems } = await lint({ folder, shownAs: word ?? name, names: names.sort() });
      const lines = problems.map(({ file, line, says: what }) => `${file}:${line}: ${what}\n`);
      const counted = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
      const verdict = problems.length === 0 ? "nothing wrong" : `${problems.length} problems`;
      answer(io, invocation, { ...counts, problems }, `${lines.join("")}${[...counted, verdict].join(", ")}.\n`);
      return problems.length === 0 ? 0 : 1;
    },
  };
}
