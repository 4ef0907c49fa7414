// SPDX-License-Identifier: Apache-2.0
// Whose PHI it was. The program knows individuals by their opaque ids alone; who they are stays with the records.
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";

export type Affected = {
  readonly tenant: string;
  readonly individual: string;
  readonly source: "ledger" | "hand";
  readonly entries: number;
  readonly first_at: Date | null;
  readonly last_at: Date | null;
  readonly set_aside_at: Date | null;
};

/** Of one breach at most: a list that long is kept outside. */
export const AFFECTED_MAX = 100_000;

/** How many are on the list and not set aside. */
export async function countAffected(db: Queryable, breach: string): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*) as count from program.affected_individual where breach = ${breach} and set_aside_at is null`);
  return count;
}

/** A page of the list, in the order of ids. */
export const affectedOf = (db: Queryable, breach: string, { after, limit }: { after: string | null; limit: number }) =>
  db.rows<Affected>(sql`
    select tenant, individual, source, entries, first_at, last_at, set_aside_at from program.affected_individual
     where breach = ${breach} and (${after}::text is null or tenant::text || individual::text > ${after}::text)
     order by tenant::text || individual::text limit ${limit}`);

export type FoundIndividual = {
  readonly individual: string;
  readonly entries: number;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
};

/** Puts individuals on the list; who is on it already keeps the wider span. Answers how many are new. */
export async function addAffected(
  db: Queryable,
  { breach, tenant, source, by, at }: { breach: string; tenant: string; source: Affected["source"]; by: string | null; at: Date },
  found: readonly FoundIndividual[],
): Promise<number> {
  const { added } = await db.one<{ added: number }>(sql`
    with put as (
      insert into program.affected_individual (breach, tenant, individual, source, entries, first_at, last_at, added_by, added_at)
      select ${breach}, ${tenant}, individual, ${source}, entries, first_at, last_at, ${by}, ${at}
        from unnest(${found.map(({ individual }) => individual)}::uuid[], ${found.map(({ entries }) => entries)}::integer[],
                    ${found.map(({ firstAt }) => firstAt?.toISOString() ?? null)}::timestamptz[], ${found.map(({ lastAt }) => lastAt?.toISOString() ?? null)}::timestamptz[])
          as one (individual, entries, first_at, last_at)
      on conflict (breach, tenant, individual) do update
         set entries = greatest(affected_individual.entries, excluded.entries),
             first_at = least(affected_individual.first_at, excluded.first_at), last_at = greatest(affected_individual.last_at, excluded.last_at)
      returning (xmax = 0) as is_new)
    select count(*) filter (where is_new) as added from put`);
  return added;
}
