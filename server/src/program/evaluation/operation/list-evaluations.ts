// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { userNames } from "#access/user.ts";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { evaluations, type EvaluationRow } from "../evaluation.ts";

export const EvaluationView = z.object({
  id: z.string(),
  trigger: z.string(),
  reason: z.string(),
  startedBy: z.string().nullable(),
  startedByName: z.string().nullable(),
  startedAt: z.string(),
  asOf: z.string(),
  signedByName: z.string().nullable(),
  signedAt: z.string().nullable(),
});

export function viewEvaluation(row: EvaluationRow, names: ReadonlyMap<string, string>): z.infer<typeof EvaluationView> {
  return {
    id: row.id,
    trigger: row.trigger,
    reason: row.reason,
    startedBy: row.started_by,
    startedByName: names.get(row.started_by ?? "") ?? null,
    startedAt: row.started_at.toISOString(),
    asOf: row.as_of,
    signedByName: names.get(row.signed_by ?? "") ?? null,
    signedAt: row.signed_at?.toISOString() ?? null,
  };
}

export const listEvaluations = operation({
  name: "program.evaluation.list",
  cites: ["164.308(a)(8)"],
  says: "Listed evaluations",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/evaluations" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(EvaluationView),
  effect: "read",
  log: "organization",
  async run({ parts, db }) {
    const rows = await evaluations(db);
    const names = await userNames(parts, [...new Set(rows.flatMap((row) => [row.started_by, row.signed_by].filter((id) => id !== null)))]);
    return { output: { items: rows.map((row) => viewEvaluation(row, names)), next: null } };
  },
});
