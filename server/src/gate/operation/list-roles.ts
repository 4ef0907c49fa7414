// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { type Role, ROLES } from "#access/role.ts";
import { operation } from "../operation.ts";
import { listOf, noBody, nothing } from "./shapes.ts";

export const listRoles = operation({
  name: "access.role.list",
  cites: ["164.308(a)(4)(ii)(B)"],
  says: "Looked at the roles",
  groups: ["people"],
  route: { method: "GET", path: "/v1/roles" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(z.object({ role: z.enum(Object.keys(ROLES) as Role[]), says: z.string() })),
  effect: "read",
  log: "organization",
  run: async () => ({ output: { items: (Object.keys(ROLES) as Role[]).map((role) => ({ role, says: ROLES[role] })), next: null } }),
});
