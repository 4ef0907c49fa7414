// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, calendarDay, nothing } from "#gate/operation/shapes.ts";
import { isCite } from "#rule/cite.ts";
import { sql } from "#store/sql.ts";
import { today } from "../../calendar.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { programKey } from "../../form/submission.ts";
import { evaluationToChange, sealJudgement } from "../evaluation.ts";

const cites = z.array(z.string().max(40).refine(isCite)).min(1).max(300);

export const judgeRequirements = operation({
  name: "program.evaluation.judge",
  cites: ["164.308(a)(8)"],
  says: "Judged requirements in an evaluation",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/evaluations/{evaluation}/judge" },
  input: z.object({
    path: z.strictObject({ evaluation: anId }),
    query: nothing,
    body: z.discriminatedUnion("judgement", [
      z.strictObject({ judgement: z.literal("as-it-should-be"), cites, note: z.string().trim().min(3).max(5000).optional() }),
      z.strictObject({ judgement: z.literal("does-not-apply"), cites, note: z.string().trim().min(10).max(5000) }),
      z.strictObject({
        judgement: z.literal("finding"),
        cites,
        note: z.string().trim().min(10).max(5000),
        owner: anId,
        dueOn: calendarDay,
      }),
    ]),
  }),
  output: z.object({ judged: z.number(), open: z.number() }),
  effect: "write",
  log: "organization",
  async prepare({ parts }) {
    return { key: await programKey(parts), day: await today(parts) };
  },
  load: ({ input: { path } }, db) => evaluationToChange(db, path.evaluation),
  async run({ parts, actor, db, input: { path, body } }, found, { key, day }) {
    if (found === undefined) throw new Fault("not_found");
    if (found.signed_at !== null) throw new Fault("move_not_possible", { detail: "It is signed, and stands." });
    const owner = body.judgement === "finding" ? body.owner : null;
    const dueOn = body.judgement === "finding" ? body.dueOn : null;
    if (dueOn !== null && dueOn < day) throw new Fault("malformed_input", { fields: [{ at: "/dueOn", says: "Is a day to come." }] });
    for (const cite of body.cites) {
      const sealed = body.note === undefined ? null : sealJudgement(parts, key, { evaluation: path.evaluation, cite, text: body.note });
      const touched = await db.run(sql`
        update program.evaluation_item
           set judgement = ${body.judgement}, sealed = ${sealed}, owner = ${owner}, due_on = ${dueOn}, judged_by = ${byOf(actor)}, judged_at = ${parts.clock.now()},
               resolved_at = null, resolved_by = null
         where evaluation = ${path.evaluation} and cite = ${cite}`);
      if (touched === 0) throw new Fault("not_found", { detail: `${cite} is not in this evaluation.` });
    }
    const { open } = await db.one<{ open: number }>(sql`
      select count(*) as open from program.evaluation_item where evaluation = ${path.evaluation} and judgement is null`);
    const noteHash = body.note === undefined ? null : createHash("sha256").update(body.note).digest("hex");
    const detail = { evaluation: path.evaluation, judgement: body.judgement, cites: body.cites, note: noteHash };
    return { output: { judged: body.cites.length, open }, detail };
  },
});
