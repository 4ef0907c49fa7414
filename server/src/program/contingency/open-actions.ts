// SPDX-License-Identifier: Apache-2.0
// What a test showed that does not work: each becomes something that one person does by a day, in the transaction of its approval.
import { addSubmission } from "../form/file-submission.ts";
import type { HookCall, KeepCall } from "../form/form.ts";
import { formNamed } from "../form/registry.ts";
import { sql } from "#store/sql.ts";
import { closeTasks, openTask } from "../task/task.ts";
import { lineIn, rowsIn } from "./words.ts";

/** A hook of the test's form. */
export async function actionsFollow({ parts, tx, submission, move, mover, today }: HookCall): Promise<void> {
  if (move !== "approve") return;
  const form = await formNamed("contingency-action");
  for (const row of rowsIn(submission.answers["actions"])) {
    const answers = { test: submission.id, what: row["what"], owner: row["owner"], dueOn: row["dueOn"] };
    await addSubmission(parts, tx, form, { answers, by: mover.user, effectiveOn: today, day: today });
  }
}

/** A hook of the action's form: its task is its owner's, or the security official's where the owner does not sign in here. */
export async function keepActionTask({ parts, tx, submission, by }: KeepCall): Promise<void> {
  const { id, state, answers, about } = submission;
  const key = `contingency-action:${id}`;
  if (state !== "open") {
    await closeTasks(parts, tx, { keys: key, by });
    return;
  }
  const member = await tx.maybe<{ user: string | null }>(sql`
    select u.id as "user" from program.member m join access.user u on u.id = m."user" and u.ended_at is null where m.id = ${about}`);
  const user = member?.user ?? null;
  await openTask(parts, tx, {
    key,
    title: "Mend what a contingency test showed",
    cite: "164.308(a)(7)(ii)(D)",
    basis: "policy",
    href: `/submissions/${id}`,
    owner: user === null ? { role: "security-official" } : { user },
    dueOn: lineIn(answers, "dueOn"),
  });
}
