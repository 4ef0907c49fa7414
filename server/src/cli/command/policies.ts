// SPDX-License-Identifier: Apache-2.0
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { lintPolicy } from "#program/document/policy-lint.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { lintCommand } from "../lint-texts.ts";

export const policiesLintCommand = lintCommand({
  name: "policies",
  says: "Says everything that is wrong with the policies in a folder, each with file and line. Without DIR: the library that comes with this program.",
  holds: "a policy is a file NAME.md.",
  nameOf: ({ name }) => (name.endsWith(".md") && name !== "README.md" ? name.slice(0, -3) : null),
  async lint({ folder, shownAs, names }) {
    const checks = new Set((await allSafeguards()).flatMap((safeguard) => safeguard.checks.map(({ name }) => name)));
    const linted = names.map(async (name) => {
      const text = await readFile(join(folder, `${name}.md`), "utf8");
      return lintPolicy(join(shownAs, `${name}.md`), name, text, { checks });
    });
    return { counts: { policies: names.length }, problems: (await Promise.all(linted)).flat() };
  },
});
