// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { anId, listOf, noBody, nothing, page } from "#gate/operation/shapes.ts";
import { namePeople } from "../name-people.ts";
import { reachOf } from "../reach.ts";
import { allForms, formNamed } from "../registry.ts";
import type { Answers } from "../field.ts";
import { openContent, submissionsLike } from "../submission.ts";
import { SubmissionView, summaryOf } from "../view.ts";
import { formName, hiddenForms } from "./shapes.ts";

export const listSubmissions = operation({
  name: "program.submission.list",
  cites: ["164.316(b)(2)(ii)"],
  says: "Listed forms that were filed",
  groups: ["program.list"],
  route: { method: "GET", path: "/v1/submissions" },
  input: z.object({
    path: nothing,
    query: z.strictObject({
      ...page,
      cursor: anId.optional(),
      form: formName.optional(),
      state: z.string().max(40).optional(),
      about: z.string().max(100).optional(),
      open: z.enum(["true", "false"]).optional(),
      answer: z
        .string()
        .regex(/^[a-z][A-Za-z0-9]{0,59}=[a-z0-9-]+(,[a-z0-9-]+)*$/)
        .max(300)
        .optional()
        .meta({
          description: "Only what answers a question with one of these, `role=customer,vendor`: pages may then hold fewer than asked for.",
        }),
    }),
    body: noBody,
  }),
  output: listOf(SubmissionView),
  effect: "read",
  log: "organization",
  async run({ parts, actor, db, input: { query } }) {
    const forms = await allForms();
    const asked = [...forms.values()].filter(({ name }) => query.form === undefined || name === query.form);
    const named = (reads: "all" | "own"): string[] =>
      asked.filter((form) => reachOf(parts, actor, form).reads === reads).map(({ name }) => name);
    const filter = {
      forms: named("all"),
      ownForms: named("own"),
      user: actor.kind === "user" ? actor.id : null,
      hiddenForms: hiddenForms(asked),
      state: query.state,
      about: query.about,
      isOpen: query.open === undefined ? undefined : query.open === "true",
      before: query.cursor,
    };
    const rows = await submissionsLike(db, filter, query.limit + 1);
    const shown = rows.slice(0, query.limit);
    const isWanted = answering(query.answer);
    const items = await Promise.all(
      shown.map(async (row) => {
        const content = await openContent(parts, row);
        return isWanted(content.answers) ? [summaryOf(await formNamed(row.form), row, content)] : [];
      }),
    );
    const shownAs = await namePeople(db, items.flat());
    return { output: { items: shownAs, next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null } };
  },
});

/** Whether answers have one of those that a query names. */
function answering(query: string | undefined): (answers: Answers) => boolean {
  const [field = "", values = ""] = query?.split("=") ?? [];
  const wanted = values.split(",");
  return (answers) => query === undefined || (Object.hasOwn(answers, field) && wanted.includes(String(answers[field])));
}
