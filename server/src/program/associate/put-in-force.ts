// SPDX-License-Identifier: Apache-2.0
// One contract of a kind is in force with a party: when the next takes effect, the one before gives way and keeps its history.
import { Fault } from "#base/fault.ts";
import { sql } from "#store/sql.ts";
import { changeSubmission } from "../form/file-submission.ts";
import type { HookCall } from "../form/form.ts";
import { formNamed } from "../form/registry.ts";
import { openContent, type SubmissionRow } from "../form/submission.ts";
import { oneAtATime } from "../form/supersede.ts";

/** A hook of the contract's form. @throws Fault `not_yours_to_do` before the day on which it takes effect. */
export async function putInForce({ parts, tx, submission, move, mover, today }: HookCall): Promise<void> {
  const { id, about, answers } = submission;
  if (move !== "put-in-force") return;
  if (String(answers["startsOn"]) > today)
    throw new Fault("not_yours_to_do", { detail: `It takes effect on ${String(answers["startsOn"])}: put it in force then.` });
  await oneAtATime(tx, about ?? id);
  const others = await tx.rows<SubmissionRow>(sql`
    select id, form, state, version, about, sole, sealed, submitted_by, effective_on::text, received_at, updated_at, due_on::text, closed_at,
           '{}'::text[] as written_by
      from program.submission where form = 'associate-contract' and about = ${about} and id <> ${id} and state = 'in force' for update`);
  const form = await formNamed("associate-contract");
  for (const before of others) {
    const content = await openContent(parts, before);
    if (content.answers["kind"] !== answers["kind"]) continue;
    const change = { move: "supersede", answers: content.answers, reason: "Another was put in force in its place.", mover };
    await changeSubmission(parts, tx, form, { before, change, day: today });
  }
}
