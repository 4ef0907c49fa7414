// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { openTask } from "../../task/task.ts";
import { evaluationToChange, itemsOf } from "../evaluation.ts";

const SIGNERS = ["executive", "security-official", "privacy-official"] as const;

export const signEvaluation = operation({
  name: "program.evaluation.sign",
  cites: ["164.308(a)(8)", "164.316(b)(1)"],
  says: "Signed an evaluation",
  groups: ["program.file"],
  route: { method: "POST", path: "/v1/evaluations/{evaluation}/sign" },
  input: z.object({ path: z.strictObject({ evaluation: anId }), query: nothing, body: z.strictObject({}).optional() }),
  output: z.object({ findings: z.number() }),
  effect: "write",
  log: "organization",
  aim: () => ({ collection: "form-for-officials", relation: "organization" as const }),
  load: ({ input: { path } }, db) => evaluationToChange(db, path.evaluation),
  about: ({ input: { path } }, row) => ({
    collection: "form-for-officials",
    relation: "organization",
    isMissing: row === undefined,
    record: { type: "program.evaluation", id: path.evaluation, version: row?.version ?? null },
  }),
  async run({ parts, actor, db, input: { path } }, found) {
    if (found === undefined) throw new Fault("not_found");
    if (found.signed_at !== null) throw new Fault("move_not_possible", { detail: "It is signed already." });
    if (actor.kind !== "user" || !SIGNERS.some((role) => actor.roles.includes(role)))
      throw new Fault("not_yours_to_do", { detail: "An executive or an official signs." });
    if (found.started_by === actor.id) throw new Fault("not_yours_to_do", { detail: "Somebody else than who began it signs." });
    const items = await itemsOf(db, path.evaluation);
    if (items.some(({ judged_by }) => judged_by === actor.id))
      throw new Fault("not_yours_to_do", { detail: "You judged in it; somebody else signs." });
    const open = items.filter(({ judgement }) => judgement === null).length;
    if (open > 0) throw new Fault("move_not_possible", { detail: `${open} requirements have not been judged yet.` });
    await db.run(sql`
      update program.evaluation set signed_by = ${actor.id}, signed_at = ${parts.clock.now()}, version = version + 1 where id = ${path.evaluation}`);
    const findings = items.filter(({ judgement }) => judgement === "finding");
    for (const { cite, owner, due_on } of findings)
      if (due_on !== null)
        await openTask(parts, db, {
          key: `evaluation:${path.evaluation}:${cite}`,
          title: `Resolve a finding of the evaluation about ${cite}`,
          cite,
          basis: "law",
          href: `/evaluations/${path.evaluation}`,
          owner: owner === null ? { role: "security-official" } : { user: owner },
          dueOn: due_on,
        });
    const counts = { items: items.length, findings: findings.length };
    const record = { type: "program.evaluation", id: path.evaluation, version: found.version + 1 };
    return { output: { findings: findings.length }, record, detail: { evaluation: path.evaluation, ...counts } };
  },
});
