// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { EntrySummary, summarize } from "#gate/operation/list-entries.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { LAG_ALARM_MS } from "#ledger/keeper.ts";
import { vacatedRequirements } from "#rule/rule.ts";
import { assess, totalsOf } from "../assess.ts";
import { dueItems, nextStep, unproven } from "../home.ts";
import { checkStatus, totals } from "./shapes.ts";

const Due = z.object({
  what: z.string(),
  cite: z.string().nullable(),
  basis: z.enum(["law", "policy", "contract"]),
  dueAt: z.string(),
  late: z.boolean(),
  href: z.string(),
  owner: z.string().nullable(),
});

const CHANGED = 8;

export const readHome = operation({
  name: "report.home.read",
  cites: ["164.308(a)(8)"],
  says: "Looked at Home",
  groups: ["evidence.read"],
  route: { method: "GET", path: "/v1/home" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.object({
    asOf: z.string(),
    next: z.object({ title: z.string(), says: z.string(), href: z.string() }).nullable(),
    totals,
    vacated: z.number(),
    due: z.array(Due),
    changed: z.array(EntrySummary),
    unproven: z.array(z.object({ what: z.string(), why: z.string(), cites: z.array(z.string()), check: z.string(), status: checkStatus })),
    ledger: z.object({ size: z.number(), checkpointAt: z.string().nullable(), lagMs: z.number(), alarm: z.boolean() }),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, actor }) {
    const { ledger, installation } = parts;
    const assessment = await assess(parts);
    const [entries, state, lagMs, due] = await Promise.all([
      ledger.reader.find(installation, {}, CHANGED),
      ledger.reader.log(installation),
      ledger.keeper.lagMs(),
      dueItems(parts, assessment, actor),
    ]);
    const output = {
      asOf: assessment.asOf,
      next: await nextStep(parts, assessment, actor),
      totals: totalsOf(assessment.verdicts),
      vacated: vacatedRequirements().length,
      due,
      changed: await summarize(parts, installation, entries),
      unproven: unproven(assessment),
      ledger: {
        size: state.signed,
        checkpointAt: state.signedAt?.toISOString() ?? null,
        lagMs,
        alarm: lagMs > LAG_ALARM_MS || ledger.keeper.refusal !== null,
      },
    };
    return { output };
  },
});
