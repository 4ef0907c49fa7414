// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, calendarDay, nothing } from "#gate/operation/shapes.ts";
import { plusDays } from "../../calendar.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { rosterOn } from "../../workforce/roster.ts";
import { assignDue, byCourse, planAssigning } from "../assign.ts";
import { insertRounds } from "../assignment.ts";
import { hexOf, taughtNow } from "../course-version.ts";
import { courseId } from "./shapes.ts";

export const assignTraining = operation({
  name: "program.training.assign",
  cites: ["164.308(a)(5)(i)", "164.530(b)(1)", "164.530(b)(2)(i)(C)"],
  says: "Assigned training",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/training/assign" },
  input: z.object({
    path: nothing,
    query: nothing,
    body: z.strictObject({
      members: z.array(anId).min(1).max(2000),
      course: courseId,
      reason: z.enum(["role", "change", "incident"]).meta({ description: "Role: it is for their work, and comes again each year." }),
      why: z.string().trim().min(10).max(500).meta({ description: "It is sealed." }),
      dueOn: calendarDay.optional().meta({ description: "As long as a change gives, otherwise." }),
    }),
  }),
  output: z.object({ assigned: z.number(), dueOn: z.string() }),
  effect: "write",
  log: "organization",
  prepare: ({ parts }) => planAssigning(parts),
  async run({ parts, actor, db, recording, input: { body } }, _loaded, plan) {
    const { day, rules } = plan;
    const dueOn = body.dueOn ?? plusDays(day, rules.changeTrainingDays);
    if (dueOn < day) throw new Fault("malformed_input", { fields: [{ at: "/dueOn", says: "Is today or later." }] });
    await assignDue(parts, db, plan, recording); // What follows from the state stands before what is added to it.
    const here = new Set((await rosterOn(db, day)).map(({ id }) => id));
    const members = [...new Set(body.members)];
    if (members.some((member) => !here.has(member)))
      throw new Fault("not_found", { detail: "Somebody of these is not in the workforce today." });
    const call = parts.makeId<"assigning">();
    const rounds = members.map((member) => ({
      member,
      course: body.course,
      round: `hand:${call}`,
      reason: body.reason,
      sinceOn: day,
      dueOn,
    }));
    const taught = await taughtNow(db);
    const how = { day, ...byCourse(taught), by: byOf(actor), why: body.why };
    const made = await insertRounds(parts, db, rounds, how);
    const sha256 = how.hashByCourse.get(body.course);
    const detail = { course: body.course, reason: body.reason, dueOn, members, sha256: sha256 === undefined ? null : hexOf(sha256) };
    return { output: { assigned: made.length, dueOn }, detail };
  },
});
