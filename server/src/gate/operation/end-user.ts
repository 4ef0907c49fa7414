// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import type { UserId } from "#base/id.ts";
import { Fault } from "#base/fault.ts";
import { endUser } from "#access/user.ts";
import { operation } from "../operation.ts";
import { anId, emptyBody, nothing } from "./shapes.ts";

/** What the command line says beside the call. From anywhere else it is not listened to. */
export const EVEN_SO = "part164-even-so";

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
  async run({ parts, actor, input, db, header }) {
    const user = input.path.user as UserId; // anId is the proof.
    if (actor.id === input.path.user) throw new Fault("not_allowed", { detail: "You cannot end your own access. Ask another official." });
    // Only at the machine, where somebody who lost every official must be able to begin again; and it is on record.
    const evenSo = actor.kind === "system" && header(EVEN_SO) === "yes";
    const unheld = await endUser(parts, db, user, evenSo);
    return { output: undefined, detail: unheld.length === 0 ? { user } : { user, evenSo, unheld } };
  },
});
