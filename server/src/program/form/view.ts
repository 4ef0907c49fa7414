// SPDX-License-Identifier: Apache-2.0
// What people see of a form and of a submission, with the moves that this person may make now and why the others are closed.
import { z } from "zod";
import type { Actor } from "#access/actor.ts";
import type { Parts } from "#gate/parts.ts";
import { allFields, type FormDefinition, type Mover, type Submission } from "./form.ts";
import { type Content, openContent, type SubmissionRow } from "./submission.ts";

export const MoveView = z.object({
  move: z.string(),
  says: z.string(),
  to: z.string(),
  /** Why this person may not; null if they may. */
  closed: z.string().nullable(),
  asksWhy: z.boolean(),
  /** Names of the fields that it asks for. */
  asks: z.array(z.string()),
});

export const SubmissionView = z.object({
  id: z.string(),
  form: z.string(),
  title: z.string(),
  state: z.string(),
  version: z.number(),
  about: z.string().nullable(),
  submittedBy: z.string().nullable(),
  effectiveOn: z.string(),
  receivedAt: z.string(),
  updatedAt: z.string(),
  dueOn: z.string().nullable(),
  closedAt: z.string().nullable(),
});

export const SubmissionDetail = SubmissionView.extend({
  answers: z.record(z.string(), z.unknown()),
  moves: z.array(MoveView),
  mayAmend: z.boolean(),
});

/** Who moves: a person with roles, or the operator at the machine, who has the officials' and is nobody's second pair of eyes. */
export function moverOf(actor: Actor): Mover {
  if (actor.kind === "user") return { user: actor.id, roles: actor.roles };
  return { user: null, roles: [] };
}

export const submissionOf = (row: SubmissionRow, { answers }: Pick<Content, "answers">): Submission => ({
  id: row.id,
  state: row.state,
  version: row.version,
  about: row.about,
  answers,
  submittedBy: row.submitted_by,
  writtenBy: row.written_by,
});

/** Why a person may not make a move, or null. */
export function closedTo({ only = {} }: FormDefinition, move: string, mover: Mover, submission: Submission): string | null {
  for (const guard of only[move] ?? []) {
    const why = guard(mover, submission);
    if (why !== null) return why;
  }
  return null;
}

/** Why a person may not change its content, or null. */
export function whyNotAmend({ amendedBy = [] }: FormDefinition, mover: Mover, submission: Submission): string | null {
  return amendedBy.map((guard) => guard(mover, submission)).find((why) => why !== null) ?? null;
}

export function viewMoves(form: FormDefinition, mover: Mover, submission: Submission): z.infer<typeof MoveView>[] {
  const { workflow, moveSays, asksWhy = [], moveFields = {} } = form;
  return Object.entries(workflow.moves[submission.state] ?? {}).map(([move, to]) => ({
    move,
    says: moveSays[move] ?? move,
    to,
    closed: closedTo(form, move, mover, submission),
    asksWhy: asksWhy.includes(move),
    asks: (moveFields[move] ?? []).map(({ name }) => name),
  }));
}

export async function viewSubmission(parts: Parts, form: FormDefinition, row: SubmissionRow): Promise<z.infer<typeof SubmissionView>> {
  return summaryOf(form, row, await openContent(parts, row));
}

/** What lists show of one. */
export function summaryOf(form: FormDefinition, row: SubmissionRow, { answers }: Content): z.infer<typeof SubmissionView> {
  return {
    id: row.id,
    form: row.form,
    title: titleOf(form, answers),
    state: row.state,
    version: row.version,
    about: row.about,
    submittedBy: row.submitted_by,
    effectiveOn: row.effective_on,
    receivedAt: row.received_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    dueOn: row.due_on,
    closedAt: row.closed_at?.toISOString() ?? null,
  };
}

/** What names it in lists: its title field's answer, or the word of the option chosen there. */
export function titleOf(form: FormDefinition, answers: Content["answers"]): string {
  const value = answers[form.titleField];
  const field = allFields(form).find(({ name }) => name === form.titleField);
  if (field?.type === "choice") return field.options.find((option) => option.value === value)?.label ?? form.title;
  return typeof value === "string" ? value : form.title;
}

export function detailOf(form: FormDefinition, row: SubmissionRow, content: Content, mover: Mover): z.infer<typeof SubmissionDetail> {
  const { answers } = content;
  return {
    ...summaryOf(form, row, content),
    answers: { ...answers },
    moves: viewMoves(form, mover, submissionOf(row, content)),
    mayAmend: form.amendIn.includes(row.state) && whyNotAmend(form, mover, submissionOf(row, content)) === null,
  };
}
