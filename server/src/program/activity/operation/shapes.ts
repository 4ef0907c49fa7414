// SPDX-License-Identifier: Apache-2.0
// What the operations on reviews of activity share.
import { z } from "zod";
import { anId } from "#gate/operation/shapes.ts";
import type { About, Call } from "#gate/operation.ts";
import type { ReviewRow } from "../review.ts";

export const reviewPath = z.strictObject({ review: anId });

export const ReviewView = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  preparedAt: z.string(),
  preparedByName: z.string().nullable(),
  signedByName: z.string().nullable(),
  signedAt: z.string().nullable(),
  version: z.number(),
  /** What stood out, and how much of it is not decided yet. */
  items: z.number(),
  open: z.number(),
  /** Entries in the period, of all logs. */
  entries: z.number(),
});

export function viewReview(row: ReviewRow, names: ReadonlyMap<string, string>): z.infer<typeof ReviewView> {
  return {
    id: row.id,
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
    preparedAt: row.prepared_at.toISOString(),
    preparedByName: names.get(row.prepared_by ?? "") ?? null,
    signedByName: names.get(row.signed_by ?? "") ?? null,
    signedAt: row.signed_at?.toISOString() ?? null,
    version: row.version,
    items: row.items,
    open: row.open,
    entries: row.entries,
  };
}

/** Deciding and signing are officials' and executives' work; the reader's roles are looked at in the operation. */
export const forOfficials = (): About => ({ collection: "form-for-officials", relation: "organization" });

/** What an operation on one review is about. */
export function aboutReview<I extends { readonly path: { readonly review: string } }>(
  { input: { path } }: Pick<Call<I>, "input">,
  row: { readonly version: number } | undefined,
): About {
  return {
    ...forOfficials(),
    isMissing: row === undefined,
    record: { type: "program.activity-review", id: path.review, version: row?.version ?? null },
  };
}
