// SPDX-License-Identifier: Apache-2.0
// The tasks that submissions bring: to finish by their day, to be looked at again, and to be decided where they wait for somebody.
import type { Role } from "#access/role.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { type Day, plusDays } from "../calendar.ts";
import { closeTasks, openTask } from "../task/task.ts";
import type { FormDefinition } from "./form.ts";
import type { SubmissionRow } from "./submission.ts";

/** Brings the tasks of a submission in line with its state, in the same transaction. */
export async function keepTasks(
  parts: Parts,
  tx: Queryable,
  form: FormDefinition,
  { row, by, day }: { row: SubmissionRow; by: string | null; day: Day },
): Promise<void> {
  const { task, awaits = {} } = form;
  if (task === undefined && Object.keys(awaits).length === 0) return;
  const key = `submission:${row.id}:`;
  const wanted = `${key}${row.state}`;
  const waits = awaits[row.state];
  const isDue = task !== undefined && row.due_on !== null && row.closed_at === null && (task.inStates?.includes(row.state) ?? true);
  for (const state of Object.keys(form.workflow.moves))
    if (`${key}${state}` !== wanted || (waits === undefined && !isDue)) await closeTasks(parts, tx, { keys: `${key}${state}`, by });
  const common = { cite: form.cites[0] ?? null, href: `/submissions/${row.id}` };
  const owner = ownerOf(waits, row);
  if (waits !== undefined && owner !== null)
    await openTask(parts, tx, {
      ...common,
      key: wanted,
      title: waits.title,
      basis: "policy",
      owner,
      dueOn: plusDays(day, waits.days),
    });
  else if (isDue && row.due_on !== null)
    await openTask(parts, tx, {
      ...common,
      key: wanted,
      title: task.title,
      basis: task.basis,
      owner: { role: task.role },
      dueOn: row.due_on,
    });
}

/** Whom a state waits for: a role, or the person whom it is about. */
function ownerOf(waits: { readonly role: Role | null } | undefined, { about }: SubmissionRow): { role: Role } | { user: string } | null {
  if (waits === undefined) return null;
  if (waits.role !== null) return { role: waits.role };
  return about === null ? null : { user: about };
}
