// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { userNames } from "#access/user.ts";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { analyses, type AnalysisRow } from "../analysis.ts";
import { openReasons } from "../reason.ts";

export const AnalysisView = z.object({
  id: z.string(),
  version: z.number(),
  trigger: z.string(),
  reason: z.string(),
  asOf: z.string(),
  startedBy: z.string().nullable(),
  startedByName: z.string().nullable(),
  startedAt: z.string(),
  finishedBy: z.string().nullable(),
  finishedByName: z.string().nullable(),
  finishedAt: z.string().nullable(),
  approvedByName: z.string().nullable(),
  approvedAt: z.string().nullable(),
  returned: z
    .object({ byName: z.string().nullable(), at: z.string(), why: z.string() })
    .nullable()
    .meta({ description: "The last time that it was sent back after it was finished." }),
  documents: z.object({ register: z.string(), html: z.string(), pdf: z.string() }).nullable(),
});

type Words = { readonly names: ReadonlyMap<string, string>; readonly reasons: ReadonlyMap<string, string> };

export function viewAnalysis(row: AnalysisRow, { names, reasons }: Words): z.infer<typeof AnalysisView> {
  const { register, html, pdf } = row;
  return {
    id: row.id,
    version: row.version,
    trigger: row.trigger,
    reason: reasons.get(row.reason) ?? "",
    asOf: row.as_of,
    startedBy: row.started_by,
    startedByName: names.get(row.started_by ?? "") ?? null,
    startedAt: row.started_at.toISOString(),
    finishedBy: row.finished_by,
    finishedByName: names.get(row.finished_by ?? "") ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    approvedByName: names.get(row.approved_by ?? "") ?? null,
    approvedAt: row.approved_at?.toISOString() ?? null,
    returned:
      row.returned_at === null
        ? null
        : {
            byName: names.get(row.returned_by ?? "") ?? null,
            at: row.returned_at.toISOString(),
            why: reasons.get(row.returned_why ?? "") ?? "",
          },
    documents: register === null || html === null || pdf === null ? null : { register, html, pdf },
  };
}

/** What was written about an analysis as a whole, by id. */
export const reasonsOf = ({ reason, returned_why: why }: AnalysisRow): (string | null)[] => [reason, why];

/** The people of an analysis, by id. */
export const peopleOf = (row: AnalysisRow): string[] =>
  [row.started_by, row.finished_by, row.approved_by, row.returned_by].filter((id) => id !== null);

export const listAnalyses = operation({
  name: "program.risk-analysis.list",
  cites: ["164.308(a)(1)(ii)(A)"],
  says: "Listed risk analyses",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/risk-analyses" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(AnalysisView),
  effect: "read",
  log: "organization",
  async run({ parts, db }) {
    const rows = await analyses(db);
    const names = await userNames(parts, [...new Set(rows.flatMap(peopleOf))]);
    const reasons = await openReasons(parts, db, rows.flatMap(reasonsOf));
    return { output: { items: rows.map((row) => viewAnalysis(row, { names, reasons })), next: null } };
  },
});
