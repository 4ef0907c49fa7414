// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { appliesTo, type Entity } from "#rule/rule.ts";
import { ConstraintViolation } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { today } from "../../calendar.ts";
import { byOf } from "../../document/operation/shapes.ts";

export const startEvaluation = operation({
  name: "program.evaluation.start",
  cites: ["164.308(a)(8)"],
  says: "Began an evaluation",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/evaluations" },
  input: z.object({
    path: nothing,
    query: nothing,
    body: z.strictObject({ trigger: z.enum(["yearly", "change", "incident", "request"]), reason: z.string().trim().min(3).max(500) }),
  }),
  output: z.object({ id: z.string(), items: z.number() }),
  status: 201,
  effect: "write",
  log: "organization",
  prepare: async ({ parts }) => ({ day: await today(parts) }),
  async run({ parts, actor, db, input: { body } }, _loaded, { day }) {
    const { entity } = await db.one<{ entity: Entity | null }>(sql`select entity from part164.installation`);
    const cites = appliesTo(entity ?? "both").map(({ cite }) => cite);
    const id = parts.makeId<"evaluation">();
    try {
      await db.run(sql`
        insert into program.evaluation (id, trigger, reason, started_by, started_at, as_of)
        values (${id}, ${body.trigger}, ${body.reason}, ${byOf(actor)}, ${parts.clock.now()}, ${day})`);
    } catch (error) {
      if (!(error instanceof ConstraintViolation) || error.constraint !== "evaluation_open") throw error;
      throw new Fault("conflict", { detail: "An evaluation is under way. Finish and sign it first." });
    }
    await db.run(sql`insert into program.evaluation_item (evaluation, cite) select ${id}, cite from unnest(${cites}::text[]) as cite`);
    const detail = { evaluation: id, trigger: body.trigger, items: cites.length };
    return { output: { id, items: cites.length }, record: { type: "program.evaluation", id, version: 1 }, detail };
  },
});
