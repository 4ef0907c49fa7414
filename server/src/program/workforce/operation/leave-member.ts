// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import type { UserId } from "#base/id.ts";
import { Fault } from "#base/fault.ts";
import { endUser } from "#access/user.ts";
import { versionToMatch } from "#gate/match.ts";
import { operation } from "#gate/operation.ts";
import { anId, calendarDay, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { dayWords, plusDays, today } from "../../calendar.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { addSubmission } from "../../form/file-submission.ts";
import { programKey } from "../../form/submission.ts";
import { leaverChecklist } from "../definition/leaver-checklist.ts";
import { workforceMemberToChange } from "../roster.ts";

export const leaveWorkforceMember = operation({
  name: "program.member.leave",
  cites: ["164.308(a)(3)(ii)(C)"],
  says: "Wrote down that a member leaves",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/members/{member}/leave" },
  input: z.object({
    path: z.strictObject({ member: anId }),
    query: nothing,
    body: z.strictObject({
      leftOn: calendarDay.meta({ description: "The last day." }),
      cause: z.enum(["ordinary", "for-cause"]).meta({ description: "For cause: access ends now, whatever the last day." }),
    }),
  }),
  output: z.object({ checklist: z.string(), accessEnded: z.boolean() }),
  effect: "write",
  log: "organization",
  async prepare({ parts, header }) {
    await programKey(parts);
    return { version: versionToMatch(header("if-match")), day: await today(parts) };
  },
  async run({ parts, actor, db, input: { path, body } }, _loaded, { version, day }) {
    const row = await workforceMemberToChange(db, path.member, version);
    if (row.left_on !== null) throw new Fault("conflict", { detail: `Their last day is written down already: ${dayWords(row.left_on)}.` });
    if (row.user !== null && row.user === actor.id)
      throw new Fault("not_yours_to_do", { detail: "Another official writes down that you leave." });
    if (body.leftOn < row.joined_on) throw new Fault("malformed_input", { fields: [{ at: "/leftOn", says: "Is before they joined." }] });
    await db.run(sql`
      update program.member set left_on = ${body.leftOn}, for_cause = ${body.cause === "for-cause"}, version = version + 1 where id = ${row.id}`);
    const isNow = body.cause === "for-cause" || body.leftOn < day;
    if (isNow && row.user !== null) await endUser(parts, db, row.user as UserId, false).catch(onlyIfEnded); // A user's id stands there.
    const answers = { member: row.id, dueOn: isNow ? day : plusDays(body.leftOn, 1), cause: body.cause, steps: [] };
    const { row: filed } = await addSubmission(parts, db, leaverChecklist, { answers, by: byOf(actor), effectiveOn: body.leftOn, day });
    const detail = { member: row.id, leftOn: body.leftOn, cause: body.cause, accessEnded: isNow && row.user !== null };
    const output = { checklist: filed.id, accessEnded: isNow };
    return { output, record: { type: "program.member", id: row.id, version: row.version + 1 }, detail };
  },
});

/** Whose access was ended before stays ended. */
function onlyIfEnded(error: unknown): [] {
  if (error instanceof Fault && error.code === "not_found") return [];
  throw error;
}
