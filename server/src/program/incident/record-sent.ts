// SPDX-License-Identifier: Apache-2.0
// A notice that went out answers its clock.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Answers } from "../form/field.ts";
import type { HookCall } from "../form/form.ts";
import { openContent, submissionById } from "../form/submission.ts";
import { closeTasks } from "../task/task.ts";
import { answersClock, clocksOf, discoveredIn } from "./clocks-of.ts";
import { taskKey } from "./keep-clocks.ts";

/** Checks a notice against the clocks of its breach. @throws Fault `invalid_answers`. */
export async function refuseUnsendable(parts: Parts, { breach, clock, to }: Answers): Promise<void> {
  if (typeof breach !== "string" || typeof clock !== "string") return;
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const row = await submissionById(db, breach);
  if (row === undefined) return; // Said already: it names what is not there.
  const { entity } = await db.one<{ entity: Parameters<typeof clocksOf>[1] }>(sql`select entity from part164.installation`);
  const { answers } = await openContent(parts, row);
  const found = clocksOf(answers, entity).find(({ key }) => key === clock);
  if (found === undefined)
    throw new Fault("invalid_answers", { fields: [{ at: "/answers/clock", says: "Names no clock of this breach." }] });
  if (to !== undefined && found.to !== to)
    throw new Fault("invalid_answers", { fields: [{ at: "/answers/to", says: "Is somebody else than the clock is for." }] });
}

/** A hook of the notice's form. @throws Fault `invalid_answers` for a time that has not come, or before there was anything to tell. */
export async function recordSent({ parts, tx, submission, move, mover }: HookCall): Promise<void> {
  if (move !== "send") return;
  const { answers, id } = submission;
  const [breach, clock, sentAt] = [String(answers["breach"]), String(answers["clock"]), new Date(String(answers["sentAt"]))];
  if (sentAt > parts.clock.now()) throw wrongSent("Is a time that has come.");
  const discovered = await discoveredOf(parts, tx, breach);
  if (discovered !== null && sentAt < discovered) throw wrongSent("Is not before the discovery: nothing was known to tell.");
  const method = String(answers["method"]);
  await tx.run(sql`
    insert into program.notice_sent (notice, breach, clock, sent_at, method) values (${id}, ${breach}, ${clock}, ${sentAt}, ${method})`);
  const open = await tx.rows<{ key: string }>(sql`
    select key from program.task where starts_with(key, ${taskKey(breach, "")}) and done_at is null`);
  for (const { key } of open)
    if (answersClock(clock, key.slice(taskKey(breach, "").length))) await closeTasks(parts, tx, { keys: key, by: mover.user });
}

const wrongSent = (says: string): Fault => new Fault("invalid_answers", { fields: [{ at: "/answers/sentAt", says }] });

/** When the breach was discovered; its key was readied with the notice, which is about it. */
async function discoveredOf(parts: Parts, tx: Queryable, breach: string): Promise<Date | null> {
  const row = await submissionById(tx, breach);
  const discovered = row === undefined ? null : discoveredIn((await openContent(parts, row)).answers);
  return discovered === null ? null : new Date(discovered.epochMilliseconds);
}
