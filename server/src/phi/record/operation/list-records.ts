// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { isId } from "#base/id.ts";
import { operation } from "#gate/operation.ts";
import { SEALED_OVERHEAD_BYTES } from "#seal/sealed.ts";
import { sql } from "#store/sql.ts";
import { noBody, recordId, recordType } from "./common.ts";
import { pageQuery } from "./list-individuals.ts";

const Listed = z.object({ type: z.string(), id: z.string(), version: z.number(), updatedAt: z.string(), bytes: z.number() });
type Row = { type: string; id: string; version: number; updated_at: Date; bytes: number };

/** One individual's records, covered: type, version, time and size. */
export const listRecords = operation({
  name: "phi.record.list",
  cites: ["164.312(a)(1)", "164.502(b)"],
  says: "Listed an individual's records",
  groups: ["records.find"],
  letter: "s",
  route: { method: "GET", path: "/v1/individuals/{individual}/records" },
  input: z.object({
    path: z.strictObject({ individual: recordId }),
    query: z.strictObject({ ...pageQuery, type: recordType.optional() }),
    body: noBody,
  }),
  output: z.object({ items: z.array(Listed), next: z.string().nullable() }),
  effect: "read",
  log: "tenant",
  load({ input: { path, query }, tenant }, db) {
    const after = cursorOf(query.cursor);
    return db.rows<Row>(sql`
      select type, id, version, updated_at, octet_length(sealed) as bytes from phi.record
       where tenant = ${tenant} and individual = ${path.individual} and deleted_at is null
         and (${query.type ?? null}::text is null or type = ${query.type ?? null}::text) and (type, id) > (${after.type}, ${after.id}::uuid)
       order by type, id limit ${query.limit + 1}`);
  },
  about: ({ input: { path, query } }, rows: Row[]) => ({
    collection: query.type ?? "Patient",
    relation: "own-tenant" as const,
    individual: path.individual,
    isMissing: rows.length === 0 && query.cursor === undefined && query.type === undefined,
  }),
  run: async ({ input: { query } }, rows) => {
    const items = rows.slice(0, query.limit).map(({ type, id, version, updated_at, bytes }) => ({
      type,
      id,
      version,
      updatedAt: updated_at.toISOString(),
      bytes: bytes - SEALED_OVERHEAD_BYTES,
    }));
    const last = items.at(-1);
    return {
      output: { items, next: rows.length > items.length && last !== undefined ? `${last.type}.${last.id}` : null },
      detail: { listed: items.length },
    };
  },
});

function cursorOf(cursor: string | undefined): { type: string; id: string } {
  if (cursor === undefined) return { type: "", id: "00000000-0000-0000-0000-000000000000" };
  const [type = "", id = ""] = cursor.split(".");
  if (!isId(id)) throw new Fault("malformed_input", { fields: [{ at: "/cursor", says: "Not one that a page gave." }] });
  return { type, id };
}
