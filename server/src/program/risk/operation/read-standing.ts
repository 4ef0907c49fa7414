// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, dayAt, plusMonths, zoneOf } from "../../calendar.ts";
import { analyses } from "../analysis.ts";
import { openCauses } from "../cause.ts";
import { ANALYSIS_MONTHS } from "../keep-risks.ts";
import { nextStep } from "../next-step.ts";
import { riskRegister } from "../register.ts";

const Cause = z.object({ key: z.string(), kind: z.string(), of: z.string(), thing: z.string(), title: z.string(), name: z.string() });

export const readStanding = operation({
  name: "program.risk.standing",
  cites: ["164.308(a)(1)(ii)(A)", "164.316(b)(2)(iii)"],
  says: "Looked at where risk analysis stands",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/risks/standing" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.object({
    next: z.object({ title: z.string(), says: z.string(), act: z.enum(["start", "go"]).nullable(), href: z.string().nullable() }),
    inForce: z.object({ id: z.string(), asOf: z.string(), approvedAt: z.string(), dueOn: z.string() }).nullable(),
    open: z.object({ id: z.string(), decided: z.number(), lines: z.number(), isFinished: z.boolean() }).nullable(),
    causes: z.array(Cause),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, db }) {
    const zone = await zoneOf(parts);
    const day = dayAt(parts.clock.now(), zone);
    const all = await analyses(db);
    const { analysis, open: causes } = await openCauses(parts, db);
    const risks = await riskRegister(parts, db, day);
    const under = all.find(({ approved_at }) => approved_at === null);
    const open = under === undefined ? null : { id: under.id, isFinished: under.finished_at !== null, ...(await progressOf(db, under.id)) };
    const inForce = analysis === null || analysis.approved_at === null ? null : { ...analysis, ...yearOf(analysis.approved_at, zone) };
    const state = {
      systems: await systemsInUse(db),
      open,
      hasApproved: inForce !== null,
      isOld: inForce !== null && inForce.dueOn < day,
      unanswered: risks.filter(({ unanswered }) => unanswered !== null).length,
      causes: causes.length,
      drafts: risks.filter((risk) => risk.state === "draft").length,
    };
    return {
      output: {
        next: nextStep(state),
        inForce: inForce === null ? null : { id: inForce.id, asOf: inForce.as_of, approvedAt: inForce.approvedAt, dueOn: inForce.dueOn },
        open,
        causes: [...causes],
      },
    };
  },
});

const yearOf = (approvedAt: Date, zone: string): { approvedAt: string; dueOn: Day } => ({
  approvedAt: approvedAt.toISOString(),
  dueOn: plusMonths(dayAt(approvedAt, zone), ANALYSIS_MONTHS),
});

const progressOf = (db: Queryable, analysis: string) =>
  db.one<{ decided: number; lines: number }>(sql`
    select count(decision) as decided, count(*) as lines from program.risk_line where analysis = ${analysis}`);

export async function systemsInUse(db: Queryable): Promise<number> {
  const { n } = await db.one<{ n: number }>(sql`select count(*) as n from program.submission where form = 'system' and state = 'in use'`);
  return n;
}
