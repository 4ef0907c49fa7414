// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { emptyBody, nothing } from "#gate/operation/shapes.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { plusDays, today } from "../../calendar.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { openTask } from "../../task/task.ts";
import { analysisToChange, driftOf, openLines, scopeOf } from "../analysis.ts";
import { assetsInUse } from "../asset.ts";
import { freezeKnown } from "../cause.ts";
import { count } from "../words.ts";
import { analysisPath, beingDecided, recordOf } from "./shapes.ts";

const APPROVE_WITHIN_DAYS = 14;
export const approvalTask = (analysis: string): string => `risk-approval:${analysis}:`;

export const finishAnalysis = operation({
  name: "program.risk-analysis.finish",
  cites: ["164.308(a)(1)(ii)(A)"],
  says: "Finished a risk analysis",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/risk-analyses/{analysis}/finish" },
  input: z.object({ path: analysisPath, query: nothing, body: emptyBody }),
  output: z.object({ lines: z.number(), risks: z.number() }),
  effect: "write",
  log: "organization",
  async prepare({ parts }) {
    const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
    return { day: await today(parts), assets: await assetsInUse(parts, db) };
  },
  load: ({ input: { path } }, db) => analysisToChange(db, path.analysis),
  async run({ parts, actor, db }, found, { day, assets }) {
    const row = beingDecided(found);
    const open = await openLines(db, row.id);
    if (open > 0) throw new Fault("move_not_possible", { detail: `${count(open, "line")} to be decided first.` });
    const { added, changed, gone } = driftOf(await scopeOf(db, row.id), assets);
    if (added.length + changed.length + gone.length > 0)
      throw new Fault("move_not_possible", { detail: "The inventory changed since: bring the scope up to date first." });
    const { lines, risks, drafts } = await countsOf(db, row.id);
    if (drafts > 0)
      throw new Fault("move_not_possible", { detail: `${count(drafts, "risk")} not on the register yet: rate each and put it there.` });
    await db.run(sql`
      update program.risk_analysis set finished_by = ${byOf(actor)}, finished_at = ${parts.clock.now()}, version = version + 1 where id = ${row.id}`);
    await freezeKnown(db, row.id);
    await openTask(parts, db, {
      key: `${approvalTask(row.id)}${row.version + 1}`,
      title: "Read and approve the risk analysis",
      cite: "164.308(a)(1)(ii)(A)",
      basis: "law",
      href: `/risks/analyses/${row.id}`,
      owner: { role: "executive" },
      dueOn: plusDays(day, APPROVE_WITHIN_DAYS),
    });
    return { output: { lines, risks }, record: recordOf(row.id, row.version + 1), detail: { analysis: row.id, lines, risks } };
  },
});

const countsOf = (db: Queryable, analysis: string) =>
  db.one<{ lines: number; risks: number; drafts: number }>(sql`
    select count(*) as lines, count(distinct l.risk) as risks, count(distinct l.risk) filter (where s.state in ('draft', 'discarded')) as drafts
      from program.risk_line l left join program.submission s on s.id = l.risk where l.analysis = ${analysis}`);
