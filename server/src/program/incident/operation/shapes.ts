// SPDX-License-Identifier: Apache-2.0
// What the operations on breaches share: which one it is, and that it is one.
import { present } from "#base/assert.ts";
import type { Queryable } from "#store/database.ts";
import { findSubmission, type Found } from "../../form/operation/change.ts";
import { submissionById, type SubmissionRow } from "../../form/submission.ts";

/** The assessment of this id; undefined if there is none. */
export async function findBreach(db: Queryable, id: string): Promise<Found | undefined> {
  const found = await findSubmission(db, id, submissionById);
  return found?.form.name === "breach-assessment" ? found : undefined;
}

/** What an operation found, whose missing was decided away before. */
export const breachFound = (found: Found | undefined): SubmissionRow => present(found, "A missing breach is decided away before.").row;

/** What its entries name. */
export const recordOf = ({ id, version }: SubmissionRow) => ({ type: "program.form.breach-assessment", id, version });
