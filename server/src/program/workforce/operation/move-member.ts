// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { versionToMatch } from "#gate/match.ts";
import { operation } from "#gate/operation.ts";
import { anId, calendarDay, nothing } from "#gate/operation/shapes.ts";
import { plusDays, today } from "../../calendar.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { policyParameter } from "../../document/parameter.ts";
import { addSubmission } from "../../form/file-submission.ts";
import { assignDue, planAssigning } from "../../training/assign.ts";
import { moverChecklist } from "../definition/mover-checklist.ts";
import { workforceMemberToChange, setWork } from "../roster.ts";
import { WorkInput } from "./shapes.ts";

export const moveWorkforceMember = operation({
  name: "program.member.move",
  cites: ["164.308(a)(4)(ii)(C)"],
  says: "Changed a member's work",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/members/{member}/move" },
  input: z.object({
    path: z.strictObject({ member: anId }),
    query: nothing,
    body: z.strictObject({ ...WorkInput, fromOn: calendarDay }),
  }),
  output: z.object({ checklist: z.string() }),
  effect: "write",
  log: "organization",
  async prepare({ parts, header }) {
    const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
    const dueDays = await policyParameter(parts, db, { policy: "workforce-security", name: "moverDays", otherwise: 5 });
    return { version: versionToMatch(header("if-match")), day: await today(parts), dueDays, training: await planAssigning(parts) };
  },
  async run({ parts, actor, db, recording, input: { path, body } }, _loaded, { version, day, dueDays, training }) {
    const row = await workforceMemberToChange(db, path.member, version);
    const { fromOn, ...work } = body;
    if (fromOn < row.joined_on || (row.left_on !== null && fromOn > row.left_on))
      throw new Fault("malformed_input", { fields: [{ at: "/fromOn", says: "Is a day on which they are here." }] });
    await setWork(parts, db, { member: row.id, fromOn, by: byOf(actor), work });
    await assignDue(parts, db, training, recording);
    const answers = { member: row.id, dueOn: plusDays(fromOn, dueDays), steps: [] };
    const { row: filed } = await addSubmission(parts, db, moverChecklist, { answers, by: byOf(actor), effectiveOn: fromOn, day });
    const detail = { member: row.id, fromOn, kind: work.kind, seesPhi: work.seesPhi };
    return { output: { checklist: filed.id }, record: { type: "program.member", id: row.id, version: row.version + 1 }, detail };
  },
});
