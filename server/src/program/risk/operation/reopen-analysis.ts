// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { programKey } from "../../form/submission.ts";
import { closeTasks } from "../../task/task.ts";
import { analysisToChange } from "../analysis.ts";
import { keepReason } from "../reason.ts";
import { approvalTask } from "./finish-analysis.ts";
import { aboutAnalysis, analysisPath, approverOf, forApprovers, recordOf, stillOpen, why } from "./shapes.ts";

/** Sends a finished analysis back and says why: what is missing is decided, and it is finished again. */
export const reopenAnalysis = operation({
  name: "program.risk-analysis.reopen",
  cites: ["164.308(a)(1)(ii)(A)"],
  says: "Opened a finished risk analysis again",
  groups: ["program.file"],
  route: { method: "POST", path: "/v1/risk-analyses/{analysis}/reopen" },
  input: z.object({ path: analysisPath, query: nothing, body: z.strictObject({ why }) }),
  output: z.undefined(),
  effect: "write",
  log: "organization",
  aim: forApprovers,
  prepare: async ({ parts }) => ({ key: await programKey(parts) }),
  load: ({ input: { path } }, db) => analysisToChange(db, path.analysis),
  about: ({ input: { path } }, row) => aboutAnalysis(path.analysis, row),
  async run({ parts, actor, db, input: { body } }, found, { key }) {
    approverOf(actor);
    const row = stillOpen(found);
    if (row.finished_at === null) throw new Fault("move_not_possible", { detail: "It is not finished: its lines can be decided." });
    const [by, at, reason] = [byOf(actor), parts.clock.now(), await keepReason(parts, db, key, body.why)];
    await db.run(sql`
      update program.risk_analysis
         set finished_by = null, finished_at = null, returned_by = ${by}, returned_at = ${at}, returned_why = ${reason}, version = version + 1
       where id = ${row.id}`);
    await closeTasks(parts, db, { keys: approvalTask(row.id), by });
    return { output: undefined, record: recordOf(row.id, row.version + 1), detail: { analysis: row.id } };
  },
});
