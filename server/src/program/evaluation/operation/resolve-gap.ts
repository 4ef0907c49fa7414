// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, nothing } from "#gate/operation/shapes.ts";
import { isCite } from "#rule/cite.ts";
import { sql } from "#store/sql.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { evaluationToChange } from "../evaluation.ts";
import { closeTasks } from "../../task/task.ts";

export const resolveGap = operation({
  name: "program.evaluation.resolve",
  cites: ["164.308(a)(8)", "164.308(a)(1)(ii)(B)"],
  says: "Resolved a finding of an evaluation",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/evaluations/{evaluation}/resolve" },
  input: z.object({
    path: z.strictObject({ evaluation: anId }),
    query: nothing,
    body: z.strictObject({ cite: z.string().max(40).refine(isCite) }),
  }),
  output: z.undefined(),
  effect: "write",
  log: "organization",
  load: ({ input: { path } }, db) => evaluationToChange(db, path.evaluation),
  async run({ parts, actor, db, input: { path, body } }, found) {
    if (found === undefined) throw new Fault("not_found");
    if (found.signed_at === null)
      throw new Fault("move_not_possible", { detail: "It is not signed yet: until then findings are judged anew." });
    const touched = await db.run(sql`
      update program.evaluation_item set resolved_at = ${parts.clock.now()}, resolved_by = ${byOf(actor)}
       where evaluation = ${path.evaluation} and cite = ${body.cite} and judgement = 'finding' and resolved_at is null`);
    if (touched === 0) throw new Fault("not_found", { detail: "There is no open finding about that." });
    await closeTasks(parts, db, { keys: `evaluation:${path.evaluation}:${body.cite}`, by: byOf(actor) });
    return { output: undefined, detail: { evaluation: path.evaluation, cite: body.cite } };
  },
});
