// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { isId } from "#base/id.ts";
import { operation } from "#gate/operation.ts";
import { sql } from "#store/sql.ts";
import { noBody } from "./common.ts";

export const PAGE_MAX = 200;
export const pageQuery = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50) };

const Individual = z.object({
  id: z.string(),
  pseudonym: z.string(),
  records: z.number(),
  updatedAt: z.string(),
  types: z.record(z.string(), z.number()),
});

type Row = { individual: string; records: number; updated_at: Date; types: Record<string, number> };

/** Who has records here, without a word of PHI: opening a record is another operation, with a purpose. */
export const listIndividuals = operation({
  name: "phi.individual.list",
  cites: ["164.312(a)(1)", "164.502(b)"],
  says: "Listed individuals",
  groups: ["records.find"],
  letter: "s",
  route: { method: "GET", path: "/v1/individuals" },
  input: z.object({ path: z.strictObject({}), query: z.strictObject(pageQuery), body: noBody }),
  output: z.object({ items: z.array(Individual), next: z.string().nullable() }),
  effect: "read",
  log: "tenant",
  load: ({ input, tenant }, db) =>
    db.rows<Row>(sql`
      select individual, sum(n)::integer as records, max(updated_at) as updated_at, jsonb_object_agg(type, n) as types
        from (select individual, type, count(*)::integer as n, max(updated_at) as updated_at
                from phi.record
               where tenant = ${tenant} and deleted_at is null
                 and individual in (select distinct individual from phi.record
                                     where tenant = ${tenant} and individual > ${cursorOf(input.query.cursor)} and deleted_at is null
                                     order by individual limit ${input.query.limit + 1})
               group by individual, type) t
       group by individual order by individual`),
  about: () => ({ collection: "Patient", relation: "own-tenant" as const }),
  run: async ({ input }, rows) => {
    const items = rows.slice(0, input.query.limit).map(({ individual, records, updated_at, types }) => ({
      id: individual,
      pseudonym: individual.slice(-8),
      records,
      updatedAt: updated_at.toISOString(),
      types,
    }));
    return { output: { items, next: rows.length > items.length ? (items.at(-1)?.id ?? null) : null }, detail: { listed: items.length } };
  },
});

/** @throws Fault `malformed_input` for a cursor that no page gave. */
export function cursorOf(cursor: string | undefined): string {
  if (cursor === undefined) return "00000000-0000-0000-0000-000000000000";
  if (!isId(cursor)) throw new Fault("malformed_input", { fields: [{ at: "/cursor", says: "Not one that a page gave." }] });
  return cursor;
}
