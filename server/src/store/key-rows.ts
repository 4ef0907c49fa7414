// SPDX-License-Identifier: Apache-2.0
// The table of wrapped keys, as the room `seal` asks for it.
import { Fault } from "#base/fault.ts";
import type { KeyId } from "#base/id.ts";
import type { KeyKind, KeyRow, KeyTenant } from "#seal/key.ts";
import type { KeyRows } from "#seal/key-rows.ts";
import { ConstraintViolation, type Database, type Queryable } from "./database.ts";
import { sql, type Statement } from "./sql.ts";

type Stored = {
  id: string;
  kind: string;
  tenant: string;
  owner: string | null;
  version: number;
  wrapped_by: string | null;
  wrapped: Uint8Array | null;
  commitment: Uint8Array;
  created_at: Date;
  retired_at: Date | null;
  destroyed_at: Date | null;
};

const EMPTY = new Uint8Array();
const FIRST = "00000000-0000-0000-0000-000000000000";

/** The rows in the database; given a transaction's Queryable, as part of that transaction. */
export function keyRows(db: Database, tx?: Queryable): KeyRows {
  const at: Queryable = tx ?? db.in({ role: "part164_app" });
  const many = async (rows: Promise<Stored[]>): Promise<KeyRow[]> => (await rows).map(fromStored);
  const first = async (row: Promise<Stored | undefined>): Promise<KeyRow | undefined> => {
    const stored = await row;
    return stored === undefined ? undefined : fromStored(stored);
  };
  return {
    active: ({ kind, tenant, owner }) =>
      first(
        at.maybe(sql`
          select * from seal.key
           where tenant = ${tenant} and kind = ${kind} and coalesce(owner, '') = coalesce(${owner}::text, '')
             and retired_at is null and destroyed_at is null`),
      ),
    versions: ({ kind, tenant, owner }) =>
      many(
        at.rows(sql`
          select * from seal.key
           where tenant = ${tenant} and kind = ${kind} and coalesce(owner, '') = coalesce(${owner}::text, '')
           order by version`),
      ),
    byId: (tenant, id) => first(at.maybe(sql`select * from seal.key where id = ${id} and tenant = ${tenant}`)),
    wrappedBy: (tenant, wrapper, { after, limit }) =>
      many(
        at.rows(sql`
          select * from seal.key
           where wrapped_by = ${wrapper} and tenant = ${tenant} and destroyed_at is null and id > ${after ?? FIRST}
           order by id limit ${limit}`),
      ),
    wrappedByRoot: ({ after, limit }) =>
      many(
        at.rows(sql`
          select * from seal.key
           where kind = 'tenant' and destroyed_at is null and id > ${after ?? FIRST}
           order by id limit ${limit}`),
      ),
    insert: (row) => insertKey(at, row),
    async replaceWrapped(row, to) {
      const touched = await at.run(sql`
        update seal.key set wrapped_by = ${to.wrappedBy}, wrapped = ${to.wrapped}
         where id = ${row.id} and destroyed_at is null and wrapped = ${row.wrapped}`);
      return touched === 1;
    },
    async retire(row, when) {
      await at.run(sql`update seal.key set retired_at = ${when} where id = ${row.id} and retired_at is null`);
    },
    async destroy({ kind, tenant, owner }, when) {
      await at.run(sql`
        update seal.key set wrapped = null, destroyed_at = ${when}
         where tenant = ${tenant} and kind = ${kind} and coalesce(owner, '') = coalesce(${owner}::text, '') and destroyed_at is null`);
    },
  };
}

/** The statement that inserts one key. It violates a unique constraint if the place has that version. */
export const keyInsert = (row: KeyRow): Statement => sql`
  insert into seal.key (id, kind, tenant, owner, version, wrapped_by, wrapped, commitment, created_at)
  values (${row.id}, ${row.kind}, ${row.tenant}, ${row.owner}, ${row.version}, ${row.wrappedBy}, ${row.wrapped}, ${row.commitment}, ${row.createdAt})`;

/** Inserts one key, alone or in a caller's transaction. @throws Fault `conflict` if the place has that version. */
export async function insertKey(at: Queryable, row: KeyRow): Promise<void> {
  try {
    await at.run(keyInsert(row));
  } catch (error) {
    if (error instanceof ConstraintViolation && error.kind === "unique") throw new Fault("conflict", { cause: error });
    throw error;
  }
}

function fromStored(row: Stored): KeyRow {
  return {
    id: row.id as KeyId, // The column is a uuid that only we write; the casts below likewise.
    kind: row.kind as KeyKind,
    tenant: row.tenant as KeyTenant,
    owner: row.owner,
    version: row.version,
    wrappedBy: row.wrapped_by as KeyId | null,
    wrapped: row.wrapped ?? EMPTY,
    commitment: row.commitment,
    createdAt: row.created_at,
    retiredAt: row.retired_at,
    destroyedAt: row.destroyed_at,
  };
}
