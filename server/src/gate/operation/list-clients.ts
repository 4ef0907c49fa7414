// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { sql } from "#store/sql.ts";
import type { TenantId } from "#base/id.ts";
import { operation } from "../operation.ts";
import type { Parts } from "../parts.ts";
import { listOf, noBody, nothing } from "./shapes.ts";

const Client = z.object({
  id: z.string(),
  name: z.string(),
  tenant: z.object({ id: z.string(), name: z.string() }).nullable().meta({ description: "Null for an application of the organization." }),
  scopes: z.array(z.string()),
  purposes: z.array(z.string()),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});

type Row = {
  id: string;
  name: string;
  tenant: TenantId | null;
  tenant_name: string | null;
  scopes: string[];
  purposes: string[];
  last_used_at: Date | null;
  revoked_at: Date | null;
};

/** Its newest entry of any kind: a token lasts an hour, and what was done with it is in the tenant's log. */
async function lastUse({ ledger, installation }: Parts, { id, tenant, last_used_at }: Row): Promise<string | null> {
  const [newest] = await ledger.reader.find(tenant ?? installation, { actor: id }, 1);
  const times = [newest?.entry.at, last_used_at?.toISOString()].filter((at) => at !== undefined);
  return times.sort().at(-1) ?? null;
}

export const listClients = operation({
  name: "access.client.list",
  cites: ["164.312(a)(1)", "164.312(d)"],
  says: "Listed applications",
  groups: ["applications"],
  route: { method: "GET", path: "/v1/clients" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(Client),
  effect: "read",
  log: "organization",
  load: (_call, db) =>
    db.rows<Row>(sql`
      select c.id, c.name, c.tenant, t.name as tenant_name, c.scopes, c.purposes, c.last_used_at, c.revoked_at
        from access.client c left join part164.tenant t on t.id = c.tenant order by c.name, c.id`),
  async run({ parts }, rows) {
    const lastUsed = await Promise.all(rows.map((row) => lastUse(parts, row)));
    const items = rows.map((row, n) => ({
      id: row.id,
      name: row.name,
      tenant: row.tenant === null ? null : { id: row.tenant, name: row.tenant_name ?? "" },
      scopes: row.scopes,
      purposes: row.purposes,
      lastUsedAt: lastUsed[n] ?? null,
      revokedAt: row.revoked_at?.toISOString() ?? null,
    }));
    return { output: { items, next: null } };
  },
});
