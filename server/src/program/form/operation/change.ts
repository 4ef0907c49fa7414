// SPDX-License-Identifier: Apache-2.0
// What amending and moving share: the submission as it is now, held, at the version that was read.
import { Fault } from "#base/fault.ts";
import { isId } from "#base/id.ts";
import { present } from "#base/assert.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import type { FormDefinition } from "../form.ts";
import { formNamed } from "../registry.ts";
import { type Content, openContent, programKey, submissionById, submissionsLike, type SubmissionRow } from "../submission.ts";

export type Found = { readonly row: SubmissionRow; readonly form: FormDefinition };

/** A submission with its content, as it was read before the transaction. */
export type Before = Content & Found;

/** The submission with its form, or undefined. */
export async function findSubmission(
  db: Queryable,
  id: string,
  load: (db: Queryable, id: string) => Promise<SubmissionRow | undefined> = submissionById,
): Promise<Found | undefined> {
  const row = await load(db, id);
  return row === undefined ? undefined : { row, form: await formNamed(row.form) };
}

/** The key in memory and the content as read before the transaction; undefined if there is no such submission. */
export async function contentBefore(parts: Parts, id: string): Promise<Before | undefined> {
  await programKey(parts);
  const found = await findSubmission(parts.db.in({ role: "part164_app", tenant: parts.installation }), id);
  if (found === undefined) return undefined;
  await readyOthers(parts, found.row);
  return { ...found, ...(await openContent(parts, found.row)) };
}

/** The keys of others about the same thing, which a move may have to move too, in memory: inside a transaction none is looked for. */
async function readyOthers(parts: Parts, { form, about }: SubmissionRow): Promise<void> {
  if (about === null) return;
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const others = await submissionsLike(db, { forms: [form], ownForms: [], user: null, about, isOpen: true }, 20);
  const named = isId(about) ? await submissionById(db, about) : undefined; // What it is about may be a submission, which its move reads.
  await Promise.all([...others, ...(named === undefined ? [] : [named])].map((one) => openContent(parts, one)));
}

/** What the transaction holds, if it is what was read and what the request names. @throws Fault `version_conflict`. */
export function heldFound(held: Found | undefined, before: Before | undefined, version: number): { found: Found; content: Content } {
  const found = present(held, "A missing submission is decided away before.");
  if (before === undefined || found.row.version !== version || before.row.version !== version) throw new Fault("version_conflict");
  return { found, content: before };
}
