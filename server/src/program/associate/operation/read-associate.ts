// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { etagOf } from "#gate/match.ts";
import { operation } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { findSubmission } from "../../form/operation/change.ts";
import { aboutSubmission } from "../../form/operation/shapes.ts";
import { formNamed } from "../../form/registry.ts";
import { openContent, submissionById, submissionsLike } from "../../form/submission.ts";
import { detailOf, moverOf, SubmissionDetail, SubmissionView, viewSubmission } from "../../form/view.ts";
import { rowsOf } from "../../incident/contract-terms.ts";
import { associatesIn, type Opened, readParties } from "../parties.ts";
import { AssociateView, viewAssociate } from "./shapes.ts";

const BREACHES_MAX = 1000;

export const readAssociate = operation({
  name: "program.associate.read",
  cites: ["164.308(b)(1)", "164.314(a)(2)(i)", "164.504(e)(2)"],
  says: "Read the file of an associate",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/associates/{party}" },
  input: z.object({ path: z.strictObject({ party: anId }), query: nothing, body: noBody }),
  output: z.object({
    party: SubmissionDetail,
    /** Null for a party that neither is an associate nor has PHI pass. */
    standing: AssociateView.nullable(),
    contracts: z.array(SubmissionDetail),
    reviews: z.array(SubmissionDetail),
    flows: z.array(SubmissionView),
    systems: z.array(SubmissionView),
    /** Those who serve us through it. */
    subcontractors: z.array(AssociateView),
    /** In how many breach assessments it is named. */
    assessments: z.number(),
  }),
  effect: "read",
  log: "organization",
  load: async ({ input: { path } }, db) => {
    const found = await findSubmission(db, path.party, submissionById);
    return found?.form.name === "party" ? found : undefined;
  },
  about: ({ actor, input: { path } }, found) => aboutSubmission({ actor, input: { path: { submission: path.party } } }, found),
  async run({ parts, actor, db }, found) {
    const { row, form } = present(found, "A missing party is decided away before.");
    const known = await readParties(parts, db);
    const all = associatesIn(known);
    const own = all.find(({ id }) => id === row.id);
    const isOwn = (one: Opened): boolean => one.row.about === row.id;
    const detail = async ({ row: one, answers }: Opened) =>
      detailOf(await formNamed(one.form), one, { answers, reason: null }, moverOf(actor));
    const views = (some: readonly Opened[]) =>
      Promise.all(some.map(async ({ row: one }) => viewSubmission(parts, await formNamed(one.form), one)));
    const output = {
      party: detailOf(form, row, await openContent(parts, row), moverOf(actor)),
      standing: own === undefined ? null : viewAssociate(own),
      contracts: await Promise.all(known.contracts.filter(isOwn).map(detail)),
      reviews: await Promise.all(known.reviews.filter(isOwn).map(detail)),
      flows: await views(own?.flows ?? []),
      systems: await views(own?.systems ?? []),
      subcontractors: all.filter(({ parent }) => parent === row.id).map(viewAssociate),
      assessments: await countAssessments(parts, db, row.id),
    };
    return { output, headers: { etag: etagOf(row.version) } };
  },
});

/** How many name it; what they say is for those who see them. */
async function countAssessments(parts: Parts, db: Queryable, party: string): Promise<number> {
  const rows = await submissionsLike(db, { forms: ["breach-assessment"], ownForms: [], user: null }, BREACHES_MAX);
  const answers = await Promise.all(rows.map(async (row) => (await openContent(parts, row)).answers));
  return answers.filter(({ customers }) => rowsOf(customers).some((one) => one["party"] === party)).length;
}
