// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { programKey } from "../../form/submission.ts";
import { assignmentsToWorkOn } from "../assignment.ts";
import { triesLeft, triesOf } from "../attempt.ts";
import { sealValue } from "../sealed-text.ts";
import { trainingRules } from "../training-rules.ts";
import { before, courseId } from "./shapes.ts";

/** Managers and officials, as they reach what officials file; an auditor does not. */
const ABOUT = { collection: "form-for-officials", relation: "organization" } as const;

export const releaseAttempt = operation({
  name: "program.attempt.release",
  cites: ["164.308(a)(5)(i)", "164.308(a)(3)(ii)(A)"],
  says: "Released a test for one more attempt",
  groups: ["program.file"],
  route: { method: "POST", path: "/v1/attempt-releases" },
  input: z.object({
    path: nothing,
    query: nothing,
    body: z.strictObject({
      member: anId,
      course: courseId,
      reason: z.string().trim().min(10).max(500).meta({ description: "What was done with the person. It is sealed." }),
    }),
  }),
  output: z.object({ attemptsLeft: z.number() }),
  effect: "write",
  log: "organization",
  aim: () => ABOUT,
  about: () => ABOUT,
  async prepare({ parts }) {
    await programKey(parts);
    return { rules: await trainingRules(parts, before(parts)) };
  },
  async run({ parts, actor, db, input: { body } }, _loaded, { rules }) {
    const { member, course, reason } = body;
    if (member === byOf(actor)) throw new Fault("not_yours_to_do", { detail: "Nobody releases their own test." });
    if ((await assignmentsToWorkOn(db, member, course)).length === 0) throw new Fault("not_found");
    const tries = await triesOf(db, { member, course, now: parts.clock.now() });
    if (tries.isRunning || triesLeft(tries, rules.attempts) > 0)
      throw new Fault("move_not_possible", { detail: "They have an attempt left or under way, so there is nothing to release." });
    const id = parts.makeId<"release">();
    await db.run(sql`
      insert into program.attempt_release (id, member, course, by, at, sealed)
      values (${id}, ${member}, ${course}, ${byOf(actor)}, ${parts.clock.now()}, ${sealValue(parts, { type: "release", id, version: 1 }, { reason })})`);
    return { output: { attemptsLeft: 1 }, record: { type: "program.member", id: member, version: null }, detail: { member, course } };
  },
});
