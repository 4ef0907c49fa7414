// SPDX-License-Identifier: Apache-2.0
// An incident in which PHI is in doubt is presumed to be a breach [164.402(2)]: its assessment is opened with it, and its clocks run.
import { Fault } from "#base/fault.ts";
import { sql } from "#store/sql.ts";
import { zoneIn } from "../calendar.ts";
import { addSubmission } from "../form/file-submission.ts";
import type { Answers } from "../form/field.ts";
import type { HookCall, MoveCall } from "../form/form.ts";
import { formNamed } from "../form/registry.ts";
import { contractTerms } from "./contract-terms.ts";
import { onEarlierDay } from "./discovered.ts";

/** PHI as it was judged last: by the newest judgement that was made. */
export function phiOf({ phi, phiJudged, phiNow }: Readonly<Record<string, unknown>>): string {
  return String(phiNow ?? phiJudged ?? phi);
}

/** Whether it is an exercise, as it was judged last: "no" while nobody judged. The word of whoever reported it never counts. */
export function isExercise({ exerciseJudged, exerciseNow }: Readonly<Record<string, unknown>>): boolean {
  return (exerciseNow ?? exerciseJudged) === "yes";
}

/** What a move of the incident's form answers: nothing. @throws Fault `invalid_answers` for a report that its reporter alone calls an exercise. */
export function refuseOwnExercise({ answers, before, move, mover, submittedBy }: MoveCall): Answers {
  const isOwn = mover.user !== null && mover.user === submittedBy;
  if (!isOwn || !isExercise(answers) || isExercise(before)) return {};
  const at = `/answers/${move === "open" ? "exerciseJudged" : "exerciseNow"}`;
  throw new Fault("invalid_answers", { fields: [{ at, says: "You reported it: another official says that it is an exercise." }] });
}

/** A hook of the incident's form. @throws Fault `not_yours_to_do` for closing an incident whose assessment is not decided. */
export async function assessmentFollows({ parts, tx, submission, move, today }: HookCall): Promise<void> {
  const { id, answers } = submission;
  const assessment = await tx.maybe<{ state: string }>(sql`
    select state from program.submission where form = 'breach-assessment' and about = ${id} order by id desc limit 1`);
  if (move === "close" && assessment !== undefined && UNDECIDED.includes(assessment.state))
    throw new Fault("not_yours_to_do", { detail: "Whether it is a breach is not decided yet: decide that first." });
  const isAsked = move === "open" || move === "rate" || move === "reopen";
  if (!isAsked || assessment !== undefined || phiOf(answers) === "no" || isExercise(answers)) return;
  const form = await formNamed("breach-assessment");
  const known = { what: answers["what"], incident: id, discoveredAt: answers["noticedAt"] };
  const terms = await contractTerms(parts, known, {}, { db: tx, day: today });
  await addSubmission(parts, tx, form, {
    answers: { ...known, ...onEarlierDay(known, {}, await zoneIn(tx)), ...terms },
    by: null,
    effectiveOn: today,
    day: today,
  });
}

const UNDECIDED = ["presumed", "submitted"];
