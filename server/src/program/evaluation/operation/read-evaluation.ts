// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { userNames } from "#access/user.ts";
import { operation } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import { compareCites } from "#rule/cite.ts";
import { requirement } from "#rule/rule.ts";
import { evaluationById, itemsOf, openJudgement } from "../evaluation.ts";
import { EvaluationView, viewEvaluation } from "./list-evaluations.ts";

const Item = z.object({
  cite: z.string(),
  title: z.string(),
  judgement: z.string().nullable(),
  note: z.string().nullable(),
  owner: z.string().nullable(),
  ownerName: z.string().nullable(),
  dueOn: z.string().nullable(),
  judgedAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
});

export const readEvaluation = operation({
  name: "program.evaluation.read",
  cites: ["164.308(a)(8)", "164.316(b)(2)(ii)"],
  says: "Read an evaluation",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/evaluations/{evaluation}" },
  input: z.object({ path: z.strictObject({ evaluation: anId }), query: nothing, body: noBody }),
  output: EvaluationView.extend({ items: z.array(Item) }),
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { path } }) {
    const row = await evaluationById(db, path.evaluation);
    if (row === undefined) throw new Fault("not_found");
    const items = (await itemsOf(db, row.id)).toSorted((a, b) => compareCites(a.cite, b.cite));
    const owners = items.flatMap(({ owner }) => owner ?? []);
    const names = await userNames(parts, [...new Set([...owners, ...[row.started_by, row.signed_by].filter((id) => id !== null)])]);
    const viewed = items.map(async (item) => ({
      cite: item.cite,
      title: requirement(item.cite)?.title ?? "",
      judgement: item.judgement,
      note: await openJudgement(parts, row.id, item),
      owner: item.owner,
      ownerName: names.get(item.owner ?? "") ?? null,
      dueOn: item.due_on,
      judgedAt: item.judged_at?.toISOString() ?? null,
      resolvedAt: item.resolved_at?.toISOString() ?? null,
    }));
    return { output: { ...viewEvaluation(row, names), items: await Promise.all(viewed) } };
  },
});
