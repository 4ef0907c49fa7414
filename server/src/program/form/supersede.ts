// SPDX-License-Identifier: Apache-2.0
// One decision in force about one thing: when another is approved, the one before gives way, and keeps its history.
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { openContent, type SubmissionRow } from "./submission.ts";
import { changeSubmission } from "./file-submission.ts";
import type { HookCall } from "./form.ts";
import { formNamed } from "./registry.ts";

/**
 * Of two that are decided at the same moment about the same thing the second waits for the first, and then sees it: until the transaction
 * ends, nobody else decides about that.
 */
export const oneAtATime = (tx: Queryable, about: string) =>
  tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`decided:${about}`}, 0))`);

/** A hook: at `move`, other submissions about the same thing in state `from` go to `to` by the move that leads there. */
export function supersedeOthers(move: string, from: string, to: string): (call: HookCall) => Promise<void> {
  return async (call) => {
    if (call.move !== move || call.submission.about === null) return;
    const { parts, tx, submission, mover, today } = call;
    await oneAtATime(tx, call.submission.about);
    const others = await tx.rows<SubmissionRow>(sql`
      select o.id, o.form, o.state, o.version, o.about, o.sole, o.sealed, o.submitted_by, o.effective_on::text, o.received_at, o.updated_at,
             o.due_on::text, o.closed_at, '{}'::text[] as written_by
        from program.submission o join program.submission s on s.form = o.form and s.about = o.about
       where s.id = ${submission.id} and o.id <> s.id and o.state = ${from} for update of o`);
    for (const before of others) {
      const form = await formNamed(before.form);
      const leads = Object.entries(form.workflow.moves[from] ?? {}).find(([, target]) => target === to)?.[0];
      if (leads === undefined) continue;
      const { answers } = await openContent(parts, before);
      const change = { move: leads, answers, reason: "Another was approved in its place.", mover };
      await changeSubmission(parts, tx, { ...form, after: async () => {} }, { before, change, day: today });
    }
  };
}
