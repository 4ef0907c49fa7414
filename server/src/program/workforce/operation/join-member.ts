// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import type { Role } from "#access/role.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { policyParameter } from "../../document/parameter.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { assignDue, planAssigning } from "../../training/assign.ts";
import { join } from "../join.ts";
import { JoinerInput } from "./shapes.ts";

export const joinWorkforceMember = operation({
  name: "program.member.join",
  cites: ["164.308(a)(3)(ii)(A)", "164.308(a)(4)(ii)(B)"],
  says: "Added a member of the workforce",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/members" },
  input: z.object({ path: nothing, query: nothing, body: JoinerInput }),
  output: z.object({ member: z.string(), enrolmentUrl: z.string().nullable(), checklist: z.string() }),
  status: 201,
  effect: "write",
  log: "organization",
  async prepare({ parts }) {
    const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
    const dueDays = await policyParameter(parts, db, { policy: "training-and-awareness", name: "newHireDays", otherwise: 30 });
    return { day: await today(parts), dueDays, training: await planAssigning(parts) };
  },
  async run({ parts, actor, db, recording, input: { body } }, _loaded, { day, dueDays, training }) {
    const { name, email, joinedOn, termOn, roles, ...work } = body;
    if (roles !== null && email === null)
      throw new Fault("malformed_input", { fields: [{ at: "/email", says: "Whoever signs in has an address." }] });
    const ask = { action: "access.user.invite", collection: "program", purpose: null, relation: "organization", letter: null } as const;
    if (roles !== null && !parts.decider.decide(actor, ask).permits)
      throw new Fault("not_yours_to_do", {
        detail: "Who may sign in is for the security official to invite; without that you may add them.",
      });
    const joiner = { name, email, joinedOn, termOn, roles: roles as readonly Role[] | null, work }; // Each passed isRole.
    const joined = await join(parts, db, joiner, { by: byOf(actor), day, dueDays });
    await assignDue(parts, db, training, recording);
    const detail = { member: joined.member, joinedOn, kind: work.kind, seesPhi: work.seesPhi, roles };
    return { output: { ...joined }, record: { type: "program.member", id: joined.member, version: 1 }, detail };
  },
});
