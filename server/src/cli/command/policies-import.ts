// SPDX-License-Identifier: Apache-2.0
import { resolve } from "node:path";
import { takenUp } from "#program/document/taken-up.ts";
import { readSources } from "#program/document/policy-repository.ts";
import { answer, callAsOperator, type Command, UsageFault } from "../command.ts";

type Proposed = { readonly proposed: readonly { readonly policy: string }[] };

export const policiesImportCommand: Command = {
  name: "policies import",
  usage: "policies import DIR [--json]",
  says: "Takes up Markdown policies that you have: each becomes a proposal that an official approves. Front matter is added where there is none.",
  options: { json: { type: "boolean" } },
  words: { min: 1, max: 1 },
  async run(site, invocation, io) {
    const folder = resolve(invocation.folder, invocation.words[0] ?? "");
    const found = await readSources(folder).catch(() => {
      throw new UsageFault(`There is no folder ${folder}.`);
    });
    if (found.length === 0) throw new UsageFault(`${folder} holds no Markdown file.`);
    const sources = found.map(takenUp);
    const body = { sources, summary: "Imported from the policies that we had", isMaterial: true };
    const { output } = await callAsOperator(site, "program.policy.propose", { input: { body } });
    const { proposed } = output as Proposed; // The operation's own output.
    answer(io, invocation, output, `${proposed.length} policies proposed: ${proposed.map(({ policy }) => policy).join(", ")}\n`);
    return 0;
  },
};
