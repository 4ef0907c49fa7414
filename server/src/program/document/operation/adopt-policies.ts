// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { emptyBody, nothing } from "#gate/operation/shapes.ts";
import type { Parts } from "#gate/parts.ts";
import { today } from "../../calendar.ts";
import { programKey } from "../../form/submission.ts";
import { POLICY_FOLDER } from "../library-folder.ts";
import type { Source } from "../policy-repository.ts";
import { keepApproveTask } from "../policy-task.ts";
import { versionsOfPolicy } from "../policy-version.ts";
import { commitAndDraft, draftAnew, proposeDrafts } from "../propose.ts";
import { byOf } from "./shapes.ts";

/** The library's policies that the organization has none of yet. What it has is its own, whatever the library says by now. */
async function notYetOurs(parts: Parts): Promise<Source[]> {
  const known = await versionsOfPolicy(parts.db.in({ role: "part164_app", tenant: parts.installation }), null);
  const ours = new Set(known.map(({ policy }) => `${policy}.md`));
  const names = (await readdir(POLICY_FOLDER)).filter((name) => name.endsWith(".md") && name !== "README.md" && !ours.has(name)).sort();
  return Promise.all(names.map(async (file) => ({ file, text: await readFile(join(POLICY_FOLDER, file), "utf8") })));
}

export const adoptPolicies = operation({
  name: "program.policy.adopt",
  cites: ["164.316(a)", "164.530(i)(1)"],
  says: "Took up the policy library",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/policies/adopt" },
  input: z.object({ path: nothing, query: nothing, body: emptyBody }),
  output: z.object({ proposed: z.array(z.object({ id: z.string(), policy: z.string(), sha256: z.string() })) }),
  effect: "write",
  log: "organization",
  async prepare({ parts, actor }) {
    await programKey(parts);
    const message = "Take up the policy library";
    const anew = await draftAnew(parts);
    const taken = await commitAndDraft(parts, await notYetOurs(parts), { actor, message });
    return { drafts: [...taken, ...anew], day: await today(parts) };
  },
  async run({ parts, actor, db }, _loaded, { drafts, day }) {
    const summary = "As in the library, filled in from the organization's profile.";
    const proposed = await proposeDrafts(parts, db, drafts, { isMaterial: true, summary, by: byOf(actor), day });
    await keepApproveTask(parts, db, { day, by: byOf(actor) });
    const detail = { commit: drafts[0]?.commit ?? null, proposed: proposed.map(({ policy, sha256 }) => ({ policy, sha256 })) };
    return { output: { proposed }, detail };
  },
});
