// SPDX-License-Identifier: Apache-2.0
import type { TenantId } from "#base/id.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type AccessParts, APP } from "./parts.ts";

export type Tenant = { readonly id: TenantId; readonly name: string };

/** The tenant of this name, made if it is new. In the caller's transaction, which records it. */
export async function tenantNamed(parts: AccessParts, tx: Queryable, name: string): Promise<{ id: TenantId; isNew: boolean }> {
  const touched = await tx.run(sql`
    insert into part164.tenant (id, name, created_at) values (${parts.makeId<"tenant">()}, ${name}, ${parts.steady.now()}) on conflict (name) do nothing`);
  const { id } = await tx.one<{ id: TenantId }>(sql`select id from part164.tenant where name = ${name}`);
  return { id, isNew: touched === 1 };
}

/** All tenants, by name. */
export function listTenants({ db }: Pick<AccessParts, "db">): Promise<Tenant[]> {
  return db.in(APP).rows<Tenant>(sql`select id, name from part164.tenant order by name`);
}
