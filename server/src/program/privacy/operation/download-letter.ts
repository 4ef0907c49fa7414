// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { documentPdf } from "../../document/render/pdf.ts";
import { findSubmission } from "../../form/operation/change.ts";
import { aboutSubmission } from "../../form/operation/shapes.ts";
import { openContent, submissionById } from "../../form/submission.ts";
import { letterFacts } from "../case.ts";
import { lettersOf } from "../letter.ts";

export const downloadLetter = operation({
  name: "program.case.download",
  cites: ["164.524(b)(2)(ii)", "164.524(d)(2)", "164.526(d)(1)"],
  says: "Downloaded the draft of a letter of a case",
  groups: ["program.file", "program.read"],
  route: { method: "GET", path: "/v1/privacy/cases/{submission}/letters/{letter}" },
  input: z.object({
    path: z.strictObject({
      submission: anId,
      letter: z
        .string()
        .regex(/^[a-z]+(-[a-z]+)*$/)
        .max(40),
    }),
    query: nothing,
    body: noBody,
  }),
  output: z.undefined(),
  file: "application/pdf",
  effect: "read",
  log: "organization",
  load: ({ input: { path } }, db) => findSubmission(db, path.submission, submissionById),
  about: aboutSubmission,
  async run({ parts, db, input: { path } }, found) {
    const { row } = present(found, "A missing submission is decided away before.");
    const { answers } = await openContent(parts, row);
    const facts = await letterFacts(parts, db, { answers, today: await today(parts) });
    const letter = lettersOf(row.form, facts).find(({ kind }) => kind === path.letter);
    if (letter === undefined) throw new Fault("not_found", { detail: "There is no such letter for this case." });
    const { title, markdown, kind } = letter;
    const bytes = await documentPdf({
      title,
      language: "en-US",
      meta: { subject: "Letter" },
      markdown,
      footer: [],
      createdAt: row.updated_at,
    });
    const name = `${String(answers["code"] ?? "case")}-${kind}.pdf`;
    return {
      output: undefined,
      file: { bytes, size: bytes.length, name, type: "application/pdf" },
      detail: { form: row.form, letter: kind },
    };
  },
});
