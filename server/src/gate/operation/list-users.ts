// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { listUsers as allUsers } from "#access/user.ts";
import { operation } from "../operation.ts";
import { listOf, noBody, nothing } from "./shapes.ts";

const User = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.string()),
  factor: z.boolean(),
  enrolled: z.boolean(),
  lastSignInAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});

export const listUsers = operation({
  name: "access.user.list",
  cites: ["164.312(a)(2)(i)", "164.308(a)(4)(ii)(C)"],
  says: "Listed people",
  groups: ["people"],
  route: { method: "GET", path: "/v1/users" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(User),
  effect: "read",
  log: "organization",
  async run({ parts }) {
    const users = await allUsers(parts);
    const items = users.map((user) => ({
      ...user,
      roles: [...user.roles],
      lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
      endedAt: user.endedAt?.toISOString() ?? null,
    }));
    return { output: { items, next: null } };
  },
});
