// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import type { UserId } from "#base/id.ts";
import { Fault } from "#base/fault.ts";
import { endUser } from "#access/user.ts";
import { operation } from "../operation.ts";
import { anId, emptyBody, nothing } from "./shapes.ts";

export const endUserAccess = operation({
  name: "access.user.end",
  cites: ["164.308(a)(3)(ii)(C)"],
  says: "Ended a person's access",
  groups: ["people"],
  route: { method: "DELETE", path: "/v1/users/{user}" },
  input: z.object({ path: z.strictObject({ user: anId }), query: nothing, body: emptyBody }),
  output: z.undefined(),
  effect: "write",
  log: "organization",
  async run({ parts, actor, input, db }) {
    const user = input.path.user as UserId; // anId is the proof.
    if (actor.id === input.path.user) throw new Fault("not_allowed", { detail: "You cannot end your own access. Ask another official." });
    await endUser(parts, db, user);
    return { output: undefined, detail: { user } };
  },
});
