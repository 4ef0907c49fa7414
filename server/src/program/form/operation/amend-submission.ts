// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { versionToMatch } from "#gate/match.ts";
import { today } from "../../calendar.ts";
import type { Answers } from "../field.ts";
import type { FormDefinition } from "../form.ts";
import { type Examined, examineAnswers, examined, type Stamp } from "../answers.ts";
import { changeSubmission } from "../file-submission.ts";
import { answersHash, submissionToChange } from "../submission.ts";
import { detailOf, moverOf, SubmissionDetail, submissionOf, whyNotAmend } from "../view.ts";
import { type Before, contentBefore, findSubmission, heldFound } from "./change.ts";
import { aboutSubmission, givenAnswers, refuseTooMany, stampOf, submissionPath } from "./shapes.ts";

export const amendSubmission = operation({
  name: "program.submission.amend",
  cites: ["164.316(b)(1)", "164.316(b)(2)(iii)"],
  says: "Amended a form",
  groups: ["program.file"],
  route: { method: "PUT", path: "/v1/submissions/{submission}" },
  input: z.object({ path: submissionPath, query: nothing, body: z.strictObject({ answers: givenAnswers }) }),
  output: SubmissionDetail,
  effect: "write",
  log: "organization",
  aim: () => ({ collection: "form-for-everybody", relation: "self" as const }), // Narrowed below, once it is known which it is.
  async prepare({ parts, input: { path, body }, actor, header }) {
    const version = versionToMatch(header("if-match"));
    const before = await contentBefore(parts, path.submission);
    const found =
      before === undefined ? undefined : await examineAmended(parts, before, { given: body.answers, stamp: stampOf(parts, actor) });
    return { version, before, found, day: await today(parts) };
  },
  load: ({ input: { path } }, db) => findSubmission(db, path.submission, submissionToChange),
  about: aboutSubmission,
  async run({ parts, actor, db }, held, { version, before, found: given, day }) {
    const { found, content } = heldFound(held, before, version);
    const { row, form } = found;
    if (!form.amendIn.includes(row.state)) throw new Fault("move_not_possible", { detail: `It is ${row.state}: its content stands.` });
    const why = whyNotAmend(form, moverOf(actor), submissionOf(row, content));
    if (why !== null) throw new Fault("not_yours_to_do", { detail: why });
    refuseTooMany(row);
    const answers = examined(present(given, "What is there was examined."));
    refuseAnother(form, content.answers, answers);
    refuseStanding(form, row.state, content.answers, answers);
    const at = { before: content.answers, state: row.state, id: row.id, filedAt: row.received_at };
    await form.examineHeld?.(parts, answers, { ...at, tx: db });
    const mover = moverOf(actor);
    const change = { move: null, answers, reason: null, mover };
    const filed = await changeSubmission(parts, db, form, { before: row, change, day });
    return {
      output: detailOf(form, filed.row, filed.content, mover),
      record: { type: `program.form.${form.name}`, id: row.id, version: filed.row.version },
      detail: { form: form.name, before: answersHash(content.answers), after: answersHash(answers) },
    };
  },
});

/** A draft may have begun without saying what it is about; once said, it stays. @throws Fault `invalid_answers`. */
function refuseAnother({ aboutField }: FormDefinition, before: Answers, after: Answers): void {
  if (aboutField === undefined || before[aboutField] === undefined || after[aboutField] === before[aboutField]) return;
  throw new Fault("invalid_answers", { fields: [{ at: `/answers/${aboutField}`, says: "Stays; file another one for another." }] });
}

/** @throws Fault `invalid_answers` if what stands in this state was changed. */
function refuseStanding({ amendOnly }: FormDefinition, state: string, before: Answers, after: Answers): void {
  const open = amendOnly?.[state];
  if (open === undefined) return;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const same = (name: string): boolean => answersHash({ [name]: before[name] ?? null }) === answersHash({ [name]: after[name] ?? null });
  const changed = [...names].filter((name) => !open.includes(name) && !same(name));
  if (changed.length === 0) return;
  throw new Fault("invalid_answers", { fields: changed.map((name) => ({ at: `/answers/${name}`, says: `It is ${state}: this stands.` })) });
}

function examineAmended(parts: Parts, before: Before, { given, stamp }: { given: unknown; stamp: Stamp }): Promise<Examined> {
  const { form, row, answers } = before;
  const at = { before: answers, state: row.state, id: row.id, filedAt: row.received_at };
  return examineAnswers(parts, form, { given, ...at, stamp, isDraft: form.draftIn?.includes(row.state) === true });
}
