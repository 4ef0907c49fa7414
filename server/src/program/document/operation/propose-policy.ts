// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { programKey } from "../../form/submission.ts";
import { SOURCE_BYTES_MAX } from "../policy-repository.ts";
import { keepApproveTask } from "../policy-task.ts";
import { commitAndDraft, proposeDrafts } from "../propose.ts";
import { byOf, policySlug } from "./shapes.ts";

export const proposePolicy = operation({
  name: "program.policy.propose",
  cites: ["164.316(a)", "164.316(b)(2)(iii)", "164.530(i)(1)"],
  says: "Proposed policies",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/policies" },
  input: z.object({
    path: nothing,
    query: nothing,
    body: z.strictObject({
      sources: z
        .array(z.strictObject({ policy: policySlug, text: z.string().max(SOURCE_BYTES_MAX) }))
        .min(1)
        .max(60),
      summary: z.string().trim().min(3).max(500).meta({ description: "What changes, and why; also the commit's message." }),
      isMaterial: z.boolean().meta({ description: "Whether those who acknowledged the text before have to acknowledge this one." }),
    }),
  }),
  output: z.object({ proposed: z.array(z.object({ id: z.string(), policy: z.string(), sha256: z.string() })) }),
  status: 201,
  effect: "write",
  log: "organization",
  async prepare({ parts, actor, input: { body } }) {
    await programKey(parts);
    const sources = body.sources.map(({ policy, text }) => ({ file: `${policy}.md`, text: text.replaceAll("\r\n", "\n") }));
    return { drafts: await commitAndDraft(parts, sources, { actor, message: body.summary }), day: await today(parts) };
  },
  async run({ parts, actor, db, input: { body } }, _loaded, { drafts, day }) {
    const { summary, isMaterial } = body;
    const proposed = await proposeDrafts(parts, db, drafts, { isMaterial, summary, by: byOf(actor), day });
    await keepApproveTask(parts, db, { day, by: byOf(actor) });
    const detail = { commit: drafts[0]?.commit ?? null, isMaterial, proposed: proposed.map(({ policy, sha256 }) => ({ policy, sha256 })) };
    return { output: { proposed }, detail };
  },
});
