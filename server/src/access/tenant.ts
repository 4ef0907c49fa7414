// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
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

/**
 * Nobody new works for a customer without a contract [164.502(e)(1), 164.308(b)(1)]. In the organization's own scope.
 * @throws Fault `malformed_input` if the tenant is a customer's with whom none is in force on this day where the organization is.
 */
export async function refuseEnded({ steady }: Pick<AccessParts, "steady">, tx: Queryable, tenant: TenantId): Promise<void> {
  const { ended } = await tx.one<{ ended: boolean }>(sql`
    select exists (select from part164.tenant t, part164.installation i
                    where t.id = ${tenant} and t.party is not null
                      and not program.may_pass(t.party, (${steady.now()}::timestamptz at time zone coalesce(i.time_zone, 'UTC'))::date)) as ended`);
  if (!ended) return;
  const says = "The contract with the customer whose records it holds is not in force: renew it first.";
  throw new Fault("malformed_input", { detail: says, fields: [{ at: "/tenant", says }] });
}
