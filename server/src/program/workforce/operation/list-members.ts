// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { calendarDay, listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { rosterOn } from "../roster.ts";
import { WorkforceMemberView, viewWorkforceMember } from "./shapes.ts";

export const listWorkforceMembers = operation({
  name: "program.member.list",
  cites: ["164.308(a)(3)(i)", "164.530(b)(1)"],
  says: "Listed the workforce",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/members" },
  input: z.object({
    path: nothing,
    query: z.strictObject({ asOf: calendarDay.optional().meta({ description: "The roster of this day; today's otherwise." }) }),
    body: noBody,
  }),
  output: listOf(WorkforceMemberView),
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { query } }) {
    const rows = await rosterOn(db, query.asOf ?? (await today(parts)));
    return { output: { items: rows.map(viewWorkforceMember), next: null } };
  },
});
