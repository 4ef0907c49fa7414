// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { programKey } from "../../form/submission.ts";
import { openCauses } from "../cause.ts";
import { CAUSE_TASK } from "../keep-risks.ts";
import { keepReason } from "../reason.ts";
import { recordOf, why } from "./shapes.ts";

export const weighCauses = operation({
  name: "program.risk.weigh",
  cites: ["164.308(a)(1)(ii)(A)", "164.316(b)(2)(iii)"],
  says: "Looked again at the risk analysis because of a change",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/risks/weigh" },
  input: z.object({
    path: nothing,
    query: nothing,
    body: z.strictObject({
      keys: z.array(z.string().max(200)).min(1).max(200),
      decision: z.enum(["no-change", "risk"]),
      why,
      risk: anId.optional().meta({ description: "The risk on the register that came of it." }),
    }),
  }),
  output: z.object({ weighed: z.number(), open: z.number() }),
  effect: "write",
  log: "organization",
  async prepare({ parts }) {
    const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
    return { key: await programKey(parts), causes: await openCauses(parts, db) };
  },
  async run({ parts, actor, db, input: { body } }, _loaded, { key, causes: { analysis, open } }) {
    if (analysis === null) throw new Fault("move_not_possible", { detail: "No analysis is approved yet." });
    const keys = [...new Set(body.keys)];
    if (keys.some((one) => !open.some((cause) => cause.key === one)))
      throw new Fault("conflict", { detail: "Something among them was decided on meanwhile, or changed again. Read the list again." });
    if ((body.decision === "risk") !== (body.risk !== undefined))
      throw new Fault("malformed_input", { fields: [{ at: "/risk", says: "Names the risk that came of it, and only then." }] });
    const known = await db.maybe(sql`
      select 1 from program.submission where id = ${body.risk ?? null}::uuid and form = 'risk-entry' and state <> 'discarded'`);
    if (body.risk !== undefined && known === undefined)
      throw new Fault("malformed_input", { fields: [{ at: "/risk", says: "Is not on the register." }] });
    const reason = await keepReason(parts, db, key, body.why);
    const written = await db.run(sql`
      insert into program.risk_cause (analysis, key, decision, reason, risk, decided_by, decided_at)
      select ${analysis.id}::uuid, one, ${body.decision}, ${reason}::uuid, ${body.risk ?? null}::uuid, ${byOf(actor)}::uuid, ${parts.clock.now()}::timestamptz
        from unnest(${keys}::text[]) as one on conflict do nothing`);
    if (written !== keys.length)
      throw new Fault("conflict", { detail: "Somebody else decided on it at the same time. Read the list again." });
    await db.run(sql`
      update program.task set done_at = ${parts.clock.now()}, done_by = ${byOf(actor)}
       where key = any(${keys.map((one) => `${CAUSE_TASK}${analysis.id}:${one}`)}::text[]) and done_at is null`);
    const detail = {
      analysis: analysis.id,
      decision: body.decision,
      causes: keys,
      ...(body.risk === undefined ? {} : { risk: body.risk }),
    };
    return { output: { weighed: keys.length, open: open.length - keys.length }, record: recordOf(analysis.id, analysis.version), detail };
  },
});
