// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { addClient } from "#access/client.ts";
import { isPurpose, type Purpose, PURPOSES } from "#access/purpose.ts";
import { refuseEnded, tenantNamed } from "#access/tenant.ts";
import { operation } from "../operation.ts";
import { nothing } from "./shapes.ts";

const name = z.string().trim().min(1).max(120);

export const createClient = operation({
  name: "access.client.create",
  cites: ["164.312(a)(1)", "164.312(d)", "164.308(a)(4)(ii)(B)"],
  says: "Added an application",
  groups: ["applications"],
  route: { method: "POST", path: "/v1/clients" },
  input: z.object({
    path: nothing,
    query: nothing,
    body: z.strictObject({
      name,
      tenant: name.nullable().default(null).meta({
        description: "The tenant's name; it is made if it is new. Null for an application of the organization, which opens no records.",
      }),
      scopes: z.array(z.string().max(120)).max(50).default([]),
      purposes: z
        .array(
          z
            .string()
            .refine(isPurpose)
            .meta({ enum: Object.keys(PURPOSES) }),
        )
        .max(10)
        .default([]),
    }),
  }),
  output: z.object({ clientId: z.string(), clientSecret: z.string() }),
  status: 201,
  effect: "write",
  log: "organization",
  async run({ parts, actor, input: { body }, db }) {
    const tenant = body.tenant === null ? { id: null, isNew: false } : await tenantNamed(parts, db, body.tenant);
    if (tenant.id !== null) await refuseEnded(parts, db, tenant.id);
    const purposes = body.purposes as Purpose[]; // Each passed isPurpose.
    const client = await addClient(
      parts,
      db,
      { name: body.name, tenant: tenant.id, scopes: body.scopes, purposes },
      actor.kind === "user" ? actor.id : null,
    );
    const detail = { client: client.clientId, tenant: tenant.id, isNewTenant: tenant.isNew, scopes: body.scopes, purposes };
    return { output: client, detail };
  },
});
