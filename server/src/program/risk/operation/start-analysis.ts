// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { ConstraintViolation } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { today } from "../../calendar.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { programKey } from "../../form/submission.ts";
import { putIntoScope } from "../analysis.ts";
import { assetsInUse, threatsTo } from "../asset.ts";
import { keepReason } from "../reason.ts";
import { recordOf } from "./shapes.ts";

export const startAnalysis = operation({
  name: "program.risk-analysis.start",
  cites: ["164.308(a)(1)(ii)(A)", "164.316(b)(2)(iii)"],
  says: "Began a risk analysis",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/risk-analyses" },
  input: z.object({
    path: nothing,
    query: nothing,
    body: z.strictObject({ trigger: z.enum(["first", "yearly", "change", "incident"]), reason: z.string().trim().min(3).max(500) }),
  }),
  output: z.object({ id: z.string(), assets: z.number(), lines: z.number() }),
  status: 201,
  effect: "write",
  log: "organization",
  async prepare({ parts }) {
    const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
    return { key: await programKey(parts), day: await today(parts), assets: await assetsInUse(parts, db) };
  },
  async run({ parts, actor, db, input: { body } }, _loaded, { key, day, assets }) {
    if (!assets.some(({ kind }) => kind === "system"))
      throw new Fault("move_not_possible", {
        detail: "No system is listed. An analysis stands on the inventory: list your systems first.",
      });
    const id = parts.makeId<"risk-analysis">();
    const reason = await keepReason(parts, db, key, body.reason);
    try {
      await db.run(sql`
        insert into program.risk_analysis (id, trigger, reason, started_by, started_at, as_of)
        values (${id}, ${body.trigger}, ${reason}, ${byOf(actor)}, ${parts.clock.now()}, ${day})`);
    } catch (error) {
      if (!(error instanceof ConstraintViolation) || error.constraint !== "risk_analysis_open") throw error;
      throw new Fault("conflict", { detail: "An analysis is under way. Finish it and have it approved first." });
    }
    await putIntoScope(db, id, assets);
    const counts = { assets: assets.length, lines: assets.flatMap(threatsTo).length };
    return { output: { id, ...counts }, record: recordOf(id, 1), detail: { analysis: id, trigger: body.trigger, ...counts } };
  },
});
