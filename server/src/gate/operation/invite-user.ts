// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { isRole, ROLES, type Role } from "#access/role.ts";
import { enrolmentUrl, PersonInput } from "#access/set-up.ts";
import { addUser } from "#access/user.ts";
import { operation } from "../operation.ts";
import { nothing } from "./shapes.ts";

export const roleName = z
  .string()
  .refine(isRole)
  .meta({ enum: Object.keys(ROLES) });

export const inviteUser = operation({
  name: "access.user.invite",
  cites: ["164.308(a)(4)(ii)(B)", "164.312(a)(2)(i)"],
  says: "Invited a person",
  groups: ["people"],
  route: { method: "POST", path: "/v1/users" },
  input: z.object({ path: nothing, query: nothing, body: PersonInput.extend({ roles: z.array(roleName).max(20) }) }),
  output: z.object({ id: z.string(), enrolmentUrl: z.string() }),
  status: 201,
  effect: "write",
  log: "organization",
  async run({ parts, actor, input: { body }, db }) {
    const roles = [...new Set<Role>([...(body.roles as Role[]), "workforce-member"])]; // Each passed isRole.
    const by = actor.kind === "user" ? actor.id : null;
    const { id, token } = await addUser(parts, db, { name: body.name, email: body.email, roles }, by);
    return { output: { id, enrolmentUrl: enrolmentUrl(parts, token) }, detail: { user: id, roles } };
  },
});
