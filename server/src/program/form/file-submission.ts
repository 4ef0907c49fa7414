// SPDX-License-Identifier: Apache-2.0
// Filing and moving, in a transaction that the caller holds: other rooms file too, when something of theirs happens.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { present } from "#base/assert.ts";
import { ConstraintViolation, type Queryable } from "#store/database.ts";
import type { Day } from "../calendar.ts";
import { isFinal, stateAfter } from "../workflow.ts";
import type { Answers } from "./field.ts";
import { keepTasks } from "./form-task.ts";
import type { FormDefinition, Mover } from "./form.ts";
import { type Content, insertSubmission, insertVersion, replaceSubmission, sealContent, type SubmissionRow } from "./submission.ts";
import { submissionOf } from "./view.ts";

export type Filed = { readonly row: SubmissionRow; readonly content: Content };

/** Answers that are in form; whoever calls has seen to that, and to it that the organization's key is in memory. */
export type Filing = { readonly answers: Answers; readonly by: string | null; readonly effectiveOn: Day; readonly day: Day };

/** Adds a submission in its form's first state. @throws Fault `conflict` if there is an open one about the same thing. */
export async function addSubmission(parts: Parts, tx: Queryable, form: FormDefinition, filing: Filing): Promise<Filed> {
  const { answers, by, effectiveOn } = filing;
  const at = parts.clock.now();
  const place = { id: parts.makeId<"submission">(), form: form.name, version: 1 };
  const content = { answers, reason: null };
  const state = form.workflow.start;
  const row: SubmissionRow = {
    ...place,
    state,
    ...aboutIn(form, answers),
    sealed: sealContent(parts, keyInMemory(parts), place, content),
    submitted_by: by,
    effective_on: effectiveOn,
    received_at: at,
    updated_at: at,
    due_on: dueIn(form, answers),
    closed_at: isFinal(form.workflow, state) ? at : null,
    written_by: by === null ? [] : [by],
  };
  await orConflict(form, () => insertSubmission(tx, row));
  await insertVersion(tx, row.id, { version: 1, state, move: null, by, at, sealed: row.sealed });
  await keepTasks(parts, tx, form, { row, by, day: filing.day });
  await form.keeps?.({ parts, tx, submission: submissionOf(row, content), today: filing.day, by });
  return { row, content };
}

export type Change = { readonly move: string | null; readonly answers: Answers; readonly reason: string | null; readonly mover: Mover };

/** Changes a submission that the transaction holds: its content, or its state by a move, with what follows from that. */
export async function changeSubmission(
  parts: Parts,
  tx: Queryable,
  form: FormDefinition,
  { before, change, day }: { before: SubmissionRow; change: Change; day: Day },
): Promise<Filed> {
  const { move, answers, reason, mover } = change;
  const at = parts.clock.now();
  const state = move === null ? before.state : stateAfter(form.workflow, before.state, move);
  const place = { id: before.id, form: form.name, version: before.version + 1 };
  const content = { answers, reason };
  const isWriting = move === null || move === "submit";
  const row: SubmissionRow = {
    ...before,
    ...place,
    state,
    ...aboutIn(form, answers),
    sealed: sealContent(parts, keyInMemory(parts), place, content),
    updated_at: at,
    due_on: dueIn(form, answers),
    closed_at: isFinal(form.workflow, state) ? at : null,
    written_by: isWriting && mover.user !== null ? [...new Set([...before.written_by, mover.user])] : before.written_by,
  };
  if (move !== null) await form.after?.({ parts, tx, submission: submissionOf(row, content), move, mover, today: day });
  await orConflict(form, () => replaceSubmission(tx, row));
  await insertVersion(tx, row.id, { version: row.version, state, move, by: mover.user, at, sealed: row.sealed });
  await keepTasks(parts, tx, form, { row, by: mover.user, day });
  await form.keeps?.({ parts, tx, submission: submissionOf(row, content), today: day, by: mover.user });
  return { row, content };
}

/** What could not be asked for inside a transaction: it was made ready before. */
function keyInMemory({ keyring, installation }: Parts) {
  return present(keyring.cached("individual", installation, null), "The organization's key is readied before the transaction.");
}

const textIn = (answers: Answers, field: string | undefined): string | null => {
  const value = field === undefined ? undefined : answers[field];
  return typeof value === "string" ? value : null;
};
function aboutIn({ aboutField, isSole = false }: FormDefinition, answers: Answers): Pick<SubmissionRow, "about" | "sole"> {
  const about = textIn(answers, aboutField);
  return { about, sole: isSole ? about : null };
}
const dueIn = ({ dueField }: FormDefinition, answers: Answers): string | null => textIn(answers, dueField);

async function orConflict(form: FormDefinition, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ConstraintViolation) || error.constraint !== "submission_sole") throw error;
    throw new Fault("conflict", { detail: `There is an open one of these about the same: “${form.title}”. Go on with that one.` });
  }
}
