// SPDX-License-Identifier: Apache-2.0
// The statements on reviews of activity, and the sealing of what was said of an item.
import type { Parts } from "#gate/parts.ts";
import type { Key } from "#seal/key.ts";
import { open, seal, sealedKeyId } from "#seal/sealed.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import type { ActivityClass } from "./class.ts";

export type Decision = "expected" | "follow-up" | "incident";

export type ReviewRow = {
  readonly id: string;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly prepared_at: Date;
  readonly prepared_by: string | null;
  readonly signed_by: string | null;
  readonly signed_at: Date | null;
  readonly version: number;
  readonly items: number;
  readonly open: number;
  readonly entries: number;
};

export type ItemRow = {
  readonly n: number;
  readonly class: ActivityClass;
  readonly tenant: string;
  readonly act: string | null;
  readonly subject: string | null;
  readonly subject_kind: string | null;
  readonly concerned: readonly string[];
  readonly count: number;
  readonly usual: number | null;
  readonly evidence: readonly string[];
  readonly decision: Decision | null;
  readonly sealed: Uint8Array | null;
  readonly owner: string | null;
  readonly due_on: Day | null;
  readonly incident: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly resolved_at: Date | null;
  readonly version: number;
};

/** Newest first, at most `limit`. */
export const reviews = (db: Queryable, limit: number) =>
  db.rows<ReviewRow>(sql`
    select r.id, r.from_at, r.to_at, r.prepared_at, r.prepared_by, r.signed_by, r.signed_at, r.version,
           (select count(*) from program.activity_item i where i.review = r.id) as items,
           (select count(*) from program.activity_item i where i.review = r.id and i.decision is null) as open,
           (select coalesce(sum(l.entries), 0)::integer from program.activity_log l where l.review = r.id) as entries
      from program.activity_review r order by r.from_at desc limit ${limit}`);

export const reviewById = (db: Queryable, id: string) =>
  db.maybe<ReviewRow>(sql`
    select r.id, r.from_at, r.to_at, r.prepared_at, r.prepared_by, r.signed_by, r.signed_at, r.version,
           (select count(*) from program.activity_item i where i.review = r.id) as items,
           (select count(*) from program.activity_item i where i.review = r.id and i.decision is null) as open,
           (select coalesce(sum(l.entries), 0)::integer from program.activity_log l where l.review = r.id) as entries
      from program.activity_review r where r.id = ${id}`);

/** Held until the transaction ends: what several do to one review at once happens one after the other. */
export const reviewToChange = (db: Queryable, id: string) =>
  db.maybe<Pick<ReviewRow, "id" | "from_at" | "to_at" | "signed_at" | "version">>(sql`
    select id, from_at, to_at, signed_at, version from program.activity_review where id = ${id} for update`);

export const itemsOf = (db: Queryable, review: string) =>
  db.rows<ItemRow>(sql`
    select n, class, tenant, act, subject, subject_kind, concerned::text[] as concerned, count, usual, evidence::text[] as evidence, decision, sealed,
           owner, due_on::text, incident, decided_by, decided_at, resolved_at, version
      from program.activity_item where review = ${review} order by n`);

/** Until when reviews are prepared; null: none is. */
export async function preparedUntil(db: Queryable): Promise<Date | null> {
  const { at } = await db.one<{ at: Date | null }>(sql`select max(to_at) as at from program.activity_review`);
  return at;
}

const binding = ({ installation }: Pick<Parts, "installation">, review: string, n: number) => ({
  tenant: installation,
  type: `program.activity.${n}`,
  id: review,
  version: 1,
  individual: null,
});

export const sealNote = (parts: Parts, key: Key, { review, n, text }: { review: string; n: number; text: string }) =>
  seal(key, Buffer.from(text, "utf8"), binding(parts, review, n));

/** @throws Fault `sealed_broken` if it is not what it was. */
export async function openNote(parts: Parts, review: string, { n, sealed }: Pick<ItemRow, "n" | "sealed">): Promise<string | null> {
  if (sealed === null) return null;
  const keyId = sealedKeyId(sealed);
  const key = parts.keyring.cachedById(keyId) ?? (await parts.keyring.keyById(parts.installation, keyId));
  return Buffer.from(open(key, sealed, binding(parts, review, n))).toString("utf8");
}
