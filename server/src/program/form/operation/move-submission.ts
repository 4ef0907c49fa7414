// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import type { Parts } from "#gate/parts.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { versionToMatch } from "#gate/match.ts";
import { today } from "../../calendar.ts";
import { stateAfter } from "../../workflow.ts";
import { readAnswers, refuseMissing, type Stamp, withDerived } from "../answers.ts";
import { changeSubmission } from "../file-submission.ts";
import type { Answers } from "../field.ts";
import type { FormDefinition } from "../form.ts";
import { answersHash, submissionToChange } from "../submission.ts";
import { closedTo, detailOf, moverOf, SubmissionDetail, submissionOf } from "../view.ts";
import { refuseUnknown } from "../named-there.ts";
import { type Before, contentBefore, findSubmission, heldFound } from "./change.ts";
import { aboutSubmission, aboutTold, givenAnswers, refuseTooMany, stampOf, submissionPath } from "./shapes.ts";

export const moveSubmission = operation({
  name: "program.submission.move",
  cites: ["164.316(b)(1)", "164.530(j)(1)"],
  says: "Moved a form on",
  groups: ["program.file"],
  route: { method: "POST", path: "/v1/submissions/{submission}/move" },
  input: z.object({
    path: submissionPath,
    query: nothing,
    body: z.strictObject({
      move: z
        .string()
        .regex(/^[a-z]+(-[a-z]+)*$/)
        .max(40),
      reason: z.string().trim().min(1).max(2000).optional(),
      answers: givenAnswers.optional(),
    }),
  }),
  output: SubmissionDetail,
  effect: "write",
  log: "organization",
  aim: () => ({ collection: "form-for-everybody", relation: "self" as const }), // Narrowed below, once it is known which it is.
  async prepare({ parts, input: { path, body }, actor, header }) {
    const version = versionToMatch(header("if-match"));
    const before = await contentBefore(parts, path.submission);
    const stamp = stampOf(parts, actor);
    const unknown = before === undefined ? null : await unknownIn(parts, before, { move: body.move, given: body.answers ?? {}, stamp });
    return { version, before, unknown, stamp, day: await today(parts) };
  },
  load: ({ input: { path } }, db) => findSubmission(db, path.submission, submissionToChange),
  about: aboutSubmission,
  async run({ parts, actor, db, input: { body } }, held, { version, before, unknown, stamp, day }) {
    const { found, content } = heldFound(held, before, version);
    const { row, form } = found;
    const mover = moverOf(actor);
    const to = stateAfter(form.workflow, row.state, body.move);
    const why = closedTo(form, body.move, mover, submissionOf(row, content));
    if (why !== null) throw new Fault("not_yours_to_do", { detail: why });
    if (form.asksWhy?.includes(body.move) === true && body.reason === undefined)
      throw new Fault("invalid_answers", { fields: [{ at: "/reason", says: "Say why." }] });
    if (form.amendIn.includes(to)) refuseTooMany(row); // Or it would go back and forth for ever.
    const given = onlyAsked(form, body.move, body.answers ?? {});
    const brought = { ...without(content.answers, form.forgets?.[body.move]), ...readAnswers(form, given, content.answers, stamp) };
    if (unknown !== null) throw unknown; // Told only now: to somebody who may make the move.
    if (form.draftIn?.includes(to) !== true) refuseMissing(form, [...form.fields, ...(form.moveFields?.[body.move] ?? [])], brought);
    const call = { move: body.move, from: row.state, today: day, mover, submittedBy: row.submitted_by };
    const answers = withDerived(brought, form.moved?.({ answers: brought, before: content.answers, ...call }));
    const change = { move: body.move, answers, reason: body.reason ?? null, mover };
    const filed = await changeSubmission(parts, db, form, { before: row, change, day });
    return {
      output: detailOf(form, filed.row, filed.content, mover),
      record: { type: `program.form.${form.name}`, id: row.id, version: filed.row.version },
      detail: {
        form: form.name,
        move: body.move,
        from: row.state,
        to,
        before: answersHash(content.answers),
        after: answersHash(answers),
        ...aboutTold(form, row.about),
        ...decidedIn(form, filed.content.answers),
      },
    };
  },
});

type Brought = { readonly move: string; readonly given: unknown; readonly stamp: Stamp };

/** The fault of a move's answers by what is known elsewhere, such as what they name and is not there; null: none. */
async function unknownIn(parts: Parts, { form, answers: before }: Before, { move, given, stamp }: Brought): Promise<Fault | null> {
  try {
    const fields = form.moveFields?.[move] ?? [];
    const read = readAnswers(form, given, before, stamp);
    await refuseUnknown(parts, read, { form, fields, before });
    await form.examineMove?.(parts, { move, given: read, before });
    return null;
  } catch (error) {
    if (error instanceof Fault && error.status < 500) return error;
    throw error;
  }
}

const without = (answers: Answers, names: readonly string[] = []): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => !names.includes(name)));

/** A move brings the answers that it asks for and no others: what was submitted is what is decided on. @throws Fault `invalid_answers`. */
function onlyAsked(form: FormDefinition, move: string, answers: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const asked = new Set((form.moveFields?.[move] ?? []).map(({ name }) => name));
  const stray = Object.keys(answers).filter((name) => !asked.has(name));
  if (stray.length === 0) return answers;
  throw new Fault("invalid_answers", {
    fields: stray
      .slice(0, 20)
      .map((name) => ({ at: `/answers/${name.slice(0, 60)}`, says: "Is not asked for by this move; amend it first." })),
  });
}

/** What a decision decided, in clear in its entry: a word from a list, never what somebody wrote. */
function decidedIn({ decides }: FormDefinition, answers: Readonly<Record<string, unknown>>): { decided?: string } {
  const value = decides === undefined ? undefined : answers[decides];
  return typeof value === "string" ? { decided: value } : {};
}
