// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { systemAct } from "#ledger/act.ts";
import { publishPolicies } from "#program/document/publish.ts";
import { answer, type Command, required } from "../command.ts";

export const policiesRenderCommand: Command = {
  name: "policies render",
  usage: "policies render --out DIR [--json]",
  says: "Writes the policies in force: Markdown, a site of pages, and PDFs. Exits with 1 while none is in force.",
  options: { out: { type: "string" }, json: { type: "boolean" } },
  async run({ parts }, invocation, io) {
    const out = resolve(invocation.folder, required(invocation, "out"));
    const { policies, files } = await publishPolicies(parts);
    for (const [path, bytes] of files) {
      const file = join(out, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    const actor = { kind: "system", id: null, session: null, factor: "process" } as const;
    await parts.ledger.recorder.record(systemAct(parts.installation, "program.policy.render", { actor, detail: { policies } }));
    if (policies === 0) io.err("No policy is in force, so nothing was written: approve them under Policies.\n");
    answer(io, invocation, { policies, files: [...files.keys()] }, `${policies} policies in ${out}\n`);
    return policies === 0 ? 1 : 0;
  },
};
