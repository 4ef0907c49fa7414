// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { htmlMain } from "../../document/render/html.ts";
import { findSubmission } from "../../form/operation/change.ts";
import { aboutSubmission, submissionPath } from "../../form/operation/shapes.ts";
import { openContent, submissionById } from "../../form/submission.ts";
import { clockOf, letterFacts } from "../case.ts";
import { lettersOf } from "../letter.ts";

const LetterView = z.object({ kind: z.string(), title: z.string(), cites: z.array(z.string()), markdown: z.string(), html: z.string() });

export const readCase = operation({
  name: "program.case.read",
  cites: ["164.524(b)(2)(i)", "164.524(d)(2)", "164.526(d)(1)"],
  says: "Read the clock and the letters of a case",
  groups: ["program.file", "program.read"],
  route: { method: "GET", path: "/v1/privacy/cases/{submission}" },
  input: z.object({ path: submissionPath, query: nothing, body: noBody }),
  output: z.object({
    id: z.string(),
    form: z.string(),
    basis: z.enum(["law", "policy", "contract"]),
    receivedOn: z.string().nullable(),
    dueOn: z.string().nullable(),
    firstLimit: z.string().nullable(),
    extendedLimit: z.string().nullable(),
    daysLeft: z.number().nullable(),
    letters: z.array(LetterView),
  }),
  effect: "read",
  log: "organization",
  load: ({ input: { path } }, db) => findSubmission(db, path.submission, submissionById),
  about: aboutSubmission,
  async run({ parts, db }, found) {
    const { row } = present(found, "A missing submission is decided away before.");
    const { answers } = await openContent(parts, row);
    const day = await today(parts);
    const facts = await letterFacts(parts, db, { answers, today: day });
    const letters = lettersOf(row.form, facts).map((letter) => ({
      ...letter,
      cites: [...letter.cites],
      html: htmlMain(letter.markdown, letter.title),
    }));
    const clock = clockOf({ form: row.form, state: row.state, dueOn: row.due_on, answers }, day);
    return { output: { id: row.id, form: row.form, dueOn: row.due_on, ...clock, letters } };
  },
});
