// SPDX-License-Identifier: Apache-2.0
// The statements on stored records. Row security sees to the tenant; each names it too, for the index.
import type { LogTenant } from "#ledger/act.ts";
import type { Queryable } from "#store/database.ts";
import { sql, type Statement } from "#store/sql.ts";

export type RecordRow = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly individual: string | null;
  readonly sealed: Uint8Array;
  readonly updated_at: Date;
};

export const recordById = (db: Queryable, tenant: LogTenant, type: string, id: string) =>
  db.maybe<RecordRow>(sql`
    select type, id, version, individual, sealed, updated_at from phi.record
     where tenant = ${tenant} and type = ${type} and id = ${id} and deleted_at is null`);

export const recordToAmend = (db: Queryable, tenant: LogTenant, type: string, id: string) =>
  db.maybe<RecordRow>(sql`
    select type, id, version, individual, sealed, updated_at from phi.record
     where tenant = ${tenant} and type = ${type} and id = ${id} and deleted_at is null for update`);

/** One version, current or replaced. */
export const versionOf = (db: Queryable, tenant: LogTenant, place: { type: string; id: string; version: number }) =>
  db.maybe<RecordRow>(sql`
    select type, id, version, individual, sealed, updated_at from phi.record
     where tenant = ${tenant} and type = ${place.type} and id = ${place.id} and version = ${place.version} and deleted_at is null
    union all
    select type, id, version, individual, sealed, updated_at from phi.record_version
     where tenant = ${tenant} and type = ${place.type} and id = ${place.id} and version = ${place.version}`);

/** All versions, newest first, at most `limit`. */
export const versionsOf = (db: Queryable, tenant: LogTenant, place: { type: string; id: string }, limit: number) =>
  db.rows<RecordRow>(sql`
    select * from (
      select type, id, version, individual, sealed, updated_at from phi.record
       where tenant = ${tenant} and type = ${place.type} and id = ${place.id} and deleted_at is null
      union all
      select type, id, version, individual, sealed, updated_at from phi.record_version
       where tenant = ${tenant} and type = ${place.type} and id = ${place.id}) v
     order by version desc limit ${limit}`);

export type NewRecord = { readonly type: string; readonly id: string; readonly individual: string | null; readonly sealed: Uint8Array };

/** The statement that inserts one new record. */
export const recordInsert = (tenant: LogTenant, { type, id, individual, sealed }: NewRecord, at: Date): Statement => sql`
  insert into phi.record (tenant, type, id, version, individual, sealed, created_at, updated_at)
  values (${tenant}, ${type}, ${id}, 1, ${individual}, ${sealed}, ${at}, ${at})`;

/** Inserts new records, one statement for all. */
export const insertRecords = (db: Queryable, tenant: LogTenant, records: readonly NewRecord[], at: Date) =>
  db.run(sql`
    insert into phi.record (tenant, type, id, version, individual, sealed, created_at, updated_at)
    select ${tenant}, r.type, r.id, 1, r.individual, r.sealed, ${at}, ${at}
      from unnest(${records.map(({ type }) => type)}::text[], ${records.map(({ id }) => id)}::uuid[],
                  ${records.map(({ individual }) => individual)}::uuid[], ${records.map(({ sealed }) => sealed)}::bytea[]) as r (type, id, individual, sealed)`);

/** Puts a new version in the place of the current one, which is kept. */
export async function replaceRecord(
  db: Queryable,
  tenant: LogTenant,
  row: RecordRow,
  { sealed, at }: { sealed: Uint8Array; at: Date },
): Promise<void> {
  await db.run(sql`
    insert into phi.record_version (tenant, type, id, version, individual, sealed, updated_at)
    values (${tenant}, ${row.type}, ${row.id}, ${row.version}, ${row.individual}, ${row.sealed}, ${row.updated_at})`);
  await db.run(sql`
    update phi.record set version = ${row.version + 1}, sealed = ${sealed}, updated_at = ${at}
     where tenant = ${tenant} and type = ${row.type} and id = ${row.id} and version = ${row.version}`);
}

export const hasIndividual = async (db: Queryable, tenant: LogTenant, individual: string) =>
  (await db.maybe(
    sql`select from phi.record where tenant = ${tenant} and type = 'Patient' and id = ${individual} and deleted_at is null`,
  )) !== undefined;
