// SPDX-License-Identifier: Apache-2.0
// What the operations on submissions share: what they are about, and who sees what.
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { anId, calendarDay } from "#gate/operation/shapes.ts";
import type { About, Call } from "#gate/operation.ts";
import type { Actor } from "#access/actor.ts";
import type { Parts } from "#gate/parts.ts";
import type { Stamp } from "../answers.ts";
import type { FormDefinition } from "../form.ts";
import type { SubmissionRow } from "../submission.ts";

export const formName = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .max(60);
export const givenAnswers = z
  .record(z.string().max(60), z.unknown())
  .meta({ description: "Answers by field name; see the form's fields." });
export const aDay = calendarDay.meta({ description: "A calendar day in the organization's time zone." });
export const submissionPath = z.strictObject({ submission: anId });

/** Cedar's resource for a form: by whom it may be reached. */
export const collectionOf = ({ reach }: FormDefinition): string => `form-for-${reach}`;

/**
 * What an entry tells of what a submission is about: an id, a cite or a word from a list. Never what somebody wrote, and of restricted forms
 * nothing: more people read the ledger than those forms.
 */
export function aboutTold({ reach, fields, aboutField }: FormDefinition, about: string | null): { about?: string } {
  const type = fields.find(({ name }) => name === aboutField)?.type;
  return about === null || reach === "restricted" || type === "line" || type === "text" ? {} : { about };
}

/** Those of which nobody sees what is about themselves. */
export const hiddenForms = (forms: readonly FormDefinition[]): string[] =>
  forms.flatMap(({ name, isHiddenFromSubject }) => (isHiddenFromSubject === true ? [name] : []));

/** Whether somebody must not learn of a submission. */
export const isHiddenFrom = (
  { isHiddenFromSubject }: FormDefinition,
  about: string | null,
  { kind, id }: Pick<Actor, "kind" | "id">,
): boolean => isHiddenFromSubject === true && kind === "user" && about === id;

/** A submission is changed this often at most: whoever reads it reads all its versions. */
const VERSIONS_MAX = 200;

/** @throws Fault `move_not_possible` when it was changed too often to be written in once more. */
export function refuseTooMany({ version }: SubmissionRow): void {
  if (version >= VERSIONS_MAX)
    throw new Fault("move_not_possible", { detail: `It has ${version} versions, which is enough: end it, and file another.` });
}

/** What an operation on a submission is about. One's own is decided on as one's own. */
export function aboutSubmission<I extends { readonly path: { readonly submission: string } }>(
  { actor, input }: Pick<Call<I>, "actor" | "input">,
  found: { readonly row: SubmissionRow; readonly form: FormDefinition } | undefined,
): About {
  if (found === undefined || isHiddenFrom(found.form, found.row.about, actor))
    return {
      collection: "form-for-officials",
      relation: "organization",
      isMissing: true,
      record: { type: "program.submission", id: input.path.submission, version: null },
    };
  const { row, form } = found;
  return {
    collection: collectionOf(form),
    relation: actor.kind === "user" && (row.submitted_by === actor.id || row.about === actor.id) ? "self" : "organization",
    record: { type: `program.form.${row.form}`, id: row.id, version: row.version },
  };
}

/** Whoever ticks a step now. */
export function stampOf({ clock }: Pick<Parts, "clock">, actor: Actor): Stamp {
  return { by: actor.kind === "user" ? actor.id : null, at: clock.now().toISOString() };
}
