// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import type { TenantId } from "#base/id.ts";
import { sql } from "#store/sql.ts";
import { operation } from "../operation.ts";
import { personOf, SessionView, viewSession } from "./read-session.ts";
import { anId, nothing } from "./shapes.ts";

export const chooseTenant = operation({
  name: "access.session.choose-tenant",
  cites: ["164.312(a)(1)"],
  says: "Chose a tenant",
  groups: ["session"],
  route: { method: "POST", path: "/v1/session/tenant" },
  input: z.object({ path: nothing, query: nothing, body: z.strictObject({ tenant: anId }) }),
  output: SessionView,
  effect: "write",
  log: "organization",
  async prepare(call) {
    const { tenants, ...view } = await viewSession(call.parts, personOf(call));
    const tenant = tenants.find(({ id }) => id === call.input.body.tenant);
    if (tenant === undefined) throw new Fault("not_found");
    return { ...view, tenants, tenant };
  },
  async run(call, _loaded, view) {
    const actor = personOf(call);
    const tenant = view.tenant.id as TenantId; // Found among the tenants.
    await call.db.run(sql`update access.session set tenant = ${tenant} where id = ${actor.session}`);
    return { output: view, detail: { tenant } };
  },
});
