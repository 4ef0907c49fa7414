// SPDX-License-Identifier: Apache-2.0
// A contract's days in clear, and its tasks, in the transaction of whatever changed it: each once, derived from what it says.
import { sql } from "#store/sql.ts";
import type { KeepCall } from "../form/form.ts";
import { closeTasksBut, type NewTask, openTask, reopenTask } from "../task/task.ts";
import { lastDayOf } from "./contract-days.ts";

/** A hook of the contract's form. */
export async function keepTerm(call: KeepCall): Promise<void> {
  const { tx, submission } = call;
  const { id, state, about, answers } = submission;
  if (about !== null && typeof answers["startsOn"] === "string")
    await tx.run(sql`
      insert into program.contract_term (contract, party, covers_phi, in_force, effective_on, ends_on)
      values (${id}, ${about}, ${answers["kind"] !== "data-use"}, ${state === "in force"}, ${answers["startsOn"]}, ${lastDayOf(answers)})
      on conflict (contract) do update set covers_phi = excluded.covers_phi, in_force = excluded.in_force,
                                           effective_on = excluded.effective_on, ends_on = excluded.ends_on`);
  await keepTasks(call);
}

async function keepTasks({ parts, tx, submission, by }: KeepCall): Promise<void> {
  const key = `contract:${submission.id}:`;
  const task = taskOf(submission, key);
  if (task !== null) {
    await reopenTask(tx, task.key);
    await openTask(parts, tx, task);
  }
  await closeTasksBut(parts, tx, { keys: key, but: task === null ? [] : [task.key], by });
}

/** What a contract asks somebody to do as it stands; null if nothing. */
function taskOf({ id, state, about, answers }: KeepCall["submission"], key: string): NewTask | null {
  const { renewBy, returnBy } = answers;
  const common = { href: `/associates/${about ?? id}`, owner: { role: "security-official" } } as const;
  if (state === "in force" && typeof renewBy === "string")
    return {
      ...common,
      key: `${key}renew`,
      title: "Renew, replace or end an associate contract",
      cite: "164.308(b)(3)",
      basis: "contract",
      dueOn: renewBy,
    };
  if (state === "terminated" && typeof returnBy === "string")
    return {
      ...common,
      key: `${key}return`,
      title: "Prove return or destruction of PHI after a contract",
      cite: "164.504(e)(2)",
      basis: "policy",
      dueOn: returnBy,
    };
  return null;
}
