// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { examineAnswers, examined, filing } from "../answers.ts";
import { whyNotFile } from "../reach.ts";
import { formNamed } from "../registry.ts";
import { answersHash, programKey } from "../submission.ts";
import { addSubmission } from "../file-submission.ts";
import { detailOf, moverOf, SubmissionDetail } from "../view.ts";
import { aboutTold, aDay, collectionOf, formName, givenAnswers, isHiddenFrom, stampOf } from "./shapes.ts";

export const createSubmission = operation({
  name: "program.submission.create",
  cites: ["164.316(b)(1)", "164.530(j)(1)"],
  says: "Filed a form",
  groups: ["program.file"],
  route: { method: "POST", path: "/v1/submissions" },
  input: z.object({
    path: nothing,
    query: nothing,
    body: z.strictObject({ form: formName, answers: givenAnswers, effectiveOn: aDay.optional() }),
  }),
  output: SubmissionDetail,
  status: 201,
  effect: "write",
  log: "organization",
  aim: () => ({ collection: "form-for-everybody", relation: "self" as const }), // Narrowed below, once the form is known.
  async prepare({ parts, actor, input: { body } }) {
    const form = await formNamed(body.form);
    const isDraft = form.draftIn?.includes(form.workflow.start) === true;
    const found = await examineAnswers(parts, form, { given: body.answers, ...filing(form), stamp: stampOf(parts, actor), isDraft });
    await programKey(parts);
    return { form, found, day: await today(parts) };
  },
  about: (_call, _loaded, { form }) => ({
    collection: collectionOf(form),
    relation: "self",
    record: { type: `program.form.${form.name}`, id: null, version: null },
  }),
  async run({ parts, actor, input: { body }, db }, _loaded, { form, found, day }) {
    const why = whyNotFile(form, actor);
    if (why !== null) throw new Fault("not_yours_to_do", { detail: why });
    const answers = examined(found);
    const mover = moverOf(actor);
    if (actor.kind !== "system") form.filedWith?.(mover, answers);
    if (form.aboutField !== undefined && isHiddenFrom(form, String(answers[form.aboutField]), actor))
      throw new Fault("invalid_answers", {
        fields: [{ at: `/answers/${form.aboutField}`, says: "Is somebody else: nobody asks this about themselves." }],
      });
    const { row, content } = await addSubmission(parts, db, form, { answers, by: mover.user, effectiveOn: body.effectiveOn ?? day, day });
    const detail = { form: form.name, to: row.state, after: answersHash(answers), ...aboutTold(form, row.about) };
    return {
      output: detailOf(form, row, content, mover),
      record: { type: `program.form.${form.name}`, id: row.id, version: 1 },
      detail,
    };
  },
});
