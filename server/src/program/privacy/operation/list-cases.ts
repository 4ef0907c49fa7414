// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { anId, listOf, noBody, nothing, page } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { reachOf } from "../../form/reach.ts";
import { formNamed } from "../../form/registry.ts";
import { openContent, submissionsLike } from "../../form/submission.ts";
import { CASE_FORMS, clockOf, isRunning } from "../case.ts";

const CaseView = z.object({
  id: z.string(),
  form: z.string(),
  /** What is asked for, by the form's name. */
  kind: z.string(),
  code: z.string(),
  state: z.string(),
  receivedOn: z.string().nullable(),
  dueOn: z.string().nullable(),
  basis: z.enum(["law", "policy", "contract"]),
  isRunning: z.boolean(),
  isExtended: z.boolean(),
  /** Negative once it is late; null where nobody waits. */
  daysLeft: z.number().nullable(),
});

export const listCases = operation({
  name: "program.case.list",
  cites: ["164.524(b)(2)(i)", "164.526(b)(2)(i)", "164.528(c)(1)", "164.530(d)(2)"],
  says: "Listed cases of individuals",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/privacy/cases" },
  input: z.object({ path: nothing, query: z.strictObject({ ...page, cursor: anId.optional() }), body: noBody }),
  output: listOf(CaseView),
  effect: "read",
  log: "organization",
  async run({ parts, actor, db, input: { query } }) {
    const forms = await Promise.all(CASE_FORMS.map((name) => formNamed(name)));
    const seen = forms.filter((form) => reachOf(parts, actor, form).reads === "all").map(({ name }) => name);
    const rows = await submissionsLike(db, { forms: seen, ownForms: [], user: null, before: query.cursor }, query.limit + 1);
    const shown = rows.slice(0, query.limit);
    const day = await today(parts);
    const items = await Promise.all(
      shown.map(async (row) => {
        const { answers } = await openContent(parts, row);
        const { receivedOn, basis, daysLeft } = clockOf({ form: row.form, state: row.state, dueOn: row.due_on, answers }, day);
        return {
          id: row.id,
          form: row.form,
          kind: forms.find(({ name }) => name === row.form)?.title ?? row.form,
          code: String(answers["code"] ?? ""),
          state: row.state,
          receivedOn,
          dueOn: row.due_on,
          basis,
          isRunning: isRunning(row.state),
          isExtended: row.state === "extended" || answers["statementSentOn"] !== undefined,
          daysLeft,
        };
      }),
    );
    return { output: { items, next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null } };
  },
});
