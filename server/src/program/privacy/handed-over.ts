// SPDX-License-Identifier: Apache-2.0
// What somebody heard and the case that was opened for it: the case's clock begins no later than on the day on which it was heard.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";
import { dayAt, zoneOf } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import type { Queryable } from "#store/database.ts";
import type { Bringing, Examining, HookCall } from "../form/form.ts";
import { openContent, submissionById, type SubmissionRow, submissionToChange } from "../form/submission.ts";

const scopeOf = ({ db, installation }: Parts) => db.in({ role: "part164_app", tenant: installation });

function refuse(name: string, says: string): never {
  throw new Fault("invalid_answers", { fields: [{ at: `/answers/${name}`, says }] });
}

/**
 * @throws Fault `invalid_answers` unless a hand-over is taken up by a case of its kind that came no later, and that had not ended when it was
 * heard: what is over answers nobody who asks after it. One answered since is the one that was opened for it.
 */
export async function refuseOtherCase(parts: Parts, { move, given, before }: Bringing): Promise<void> {
  if (move !== "take") return;
  const id = given["case"];
  if (typeof id !== "string") {
    if (before["asked"] !== "other") refuse("case", "Name the case that was opened for it.");
    return;
  }
  const row = await submissionById(scopeOf(parts), id);
  await refuseUnfit(parts, row, before);
  const endedAt = row?.closed_at ?? null;
  if (endedAt !== null && dayAt(endedAt, await zoneOf(parts)) < String(before["receivedOn"]))
    refuse("case", "Had ended before this was heard: open a case for it, and name that.");
}

/** A hook of the hand-over: the case is held as it is now, so that what amends it at the same moment comes before or after. */
export async function holdCase({ parts, tx, submission: { answers }, move }: HookCall): Promise<void> {
  const { case: id } = answers;
  if (move === "take" && typeof id === "string") await refuseUnfit(parts, await submissionToChange(tx, id), answers);
}

async function refuseUnfit(parts: Parts, row: SubmissionRow | undefined, { asked, receivedOn }: Answers): Promise<void> {
  if (row === undefined || (asked !== "other" && row.form !== asked)) refuse("case", "Is a case of another kind than what was asked.");
  const { answers } = await openContent(parts, row);
  if (String(answers["receivedOn"] ?? answers["knownOn"]) > String(receivedOn))
    refuse("case", "Its day of receipt is later than this one's: amend that first, because its clock runs from the day it was heard.");
}

/**
 * Looked at before the case is held, and again once it is: somebody may take up what they heard meanwhile.
 * @throws Fault `invalid_answers` if a case's day, in the answer `name`, comes to be later than that of what it was opened for.
 */
export async function refuseLaterThanHeard(
  parts: Parts,
  answers: Answers,
  name: string,
  { id, before, filedAt, tx }: Examining & { readonly tx?: Queryable },
): Promise<void> {
  const day = String(answers[name]);
  if (id === null || filedAt === null || day <= String(before[name])) return;
  // It was named after it was filed, and what was taken up is closed.
  const rows = await (tx ?? scopeOf(parts)).rows<Parameters<typeof openContent>[1]>(sql`
    select id, form, version, sealed from program.submission
     where form = 'privacy-handover' and state = 'taken up' and closed_at >= ${filedAt}`);
  for (const row of rows) {
    const heard = (await openContent(parts, row)).answers;
    if (heard["case"] === id && day > String(heard["receivedOn"]))
      refuse(name, "Is not later than the day on which somebody here heard it.");
  }
}
