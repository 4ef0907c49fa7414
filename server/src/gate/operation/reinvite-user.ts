// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { enrolmentUrl } from "#access/set-up.ts";
import { invite } from "#access/user.ts";
import { Fault } from "#base/fault.ts";
import type { UserId } from "#base/id.ts";
import { sql } from "#store/sql.ts";
import { operation } from "../operation.ts";
import { anId, emptyBody, nothing } from "./shapes.ts";

/**
 * A new enrolment link for somebody who is there: the first one ran out, or phone and recovery codes are lost. Links sent before stop
 * working. Until the new one is used the old password and factor stay good; using it replaces both.
 */
export const reinviteUser = operation({
  name: "access.user.reinvite",
  cites: ["164.308(a)(5)(ii)(D)", "164.312(d)"],
  says: "Sent a new enrolment link",
  groups: ["people"],
  route: { method: "POST", path: "/v1/users/{user}/invitation" },
  input: z.object({ path: z.strictObject({ user: anId }), query: nothing, body: emptyBody }),
  output: z.object({ enrolmentUrl: z.string() }),
  status: 201,
  effect: "write",
  log: "organization",
  async run({ parts, input: { path }, db }) {
    const user = path.user as UserId; // anId is the proof.
    const there = await db.maybe(sql`select from access.user where id = ${user} and ended_at is null`);
    if (there === undefined) throw new Fault("not_found");
    await db.run(sql`update access.invitation set used_at = ${parts.steady.now()} where "user" = ${user} and used_at is null`);
    const token = await invite(parts, db, user);
    return { output: { enrolmentUrl: enrolmentUrl(parts, token) }, detail: { user } };
  },
});
