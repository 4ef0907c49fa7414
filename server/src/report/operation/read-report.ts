// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { runDue } from "#safeguard/run.ts";
import { assess } from "../assess.ts";
import { gapReport } from "../gap-report.ts";
import { checkStatus, designation, requirementKind, totals, verdict } from "./shapes.ts";

const Evidence = z.object({
  check: z.string(),
  status: checkStatus,
  at: z.string().nullable(),
  observed: z.string(),
  event: z.string().nullable(),
});

export const readReport = operation({
  name: "report.gap.read",
  cites: ["164.308(a)(8)"],
  says: "Read the gap report",
  groups: ["evidence.read"],
  route: { method: "GET", path: "/v1/report" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.object({
    asOf: z.string(),
    totals,
    requirements: z.array(
      z.object({
        cite: z.string(),
        kind: requirementKind,
        designation: designation.nullable(),
        verdict,
        evidence: z.array(Evidence),
      }),
    ),
  }),
  effect: "read",
  log: "organization",
  async run({ parts }) {
    const checksRun = await runDue(parts, await allSafeguards());
    const report = gapReport(await assess(parts));
    return {
      output: { ...report, requirements: report.requirements.map((row) => ({ ...row, evidence: [...row.evidence] })) },
      detail: { checksRun, totals: report.totals },
    };
  },
});
