// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { anId, calendarDay, listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { endOf, today, zoneOf } from "../../calendar.ts";
import { policySlug } from "./shapes.ts";
import { owedOn } from "../acknowledgement.ts";

export const listAcknowledgements = operation({
  name: "program.acknowledgement.list",
  cites: ["164.308(a)(5)(i)", "164.530(b)(2)(ii)"],
  says: "Listed who acknowledged which policies",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/acknowledgements" },
  input: z.object({
    path: nothing,
    query: z.strictObject({
      asOf: calendarDay.optional().meta({ description: "The workforce and the policies of this day; today otherwise." }),
      owed: z.enum(["true"]).optional(),
      member: anId.optional(),
      policy: policySlug.optional(),
    }),
    body: noBody,
  }),
  output: listOf(
    z.object({
      member: z.string(),
      name: z.string(),
      policy: z.string(),
      title: z.string(),
      version: z.string(),
      at: z.string().nullable(),
    }),
  ),
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { query } }) {
    const day = query.asOf ?? (await today(parts));
    const rows = await owedOn(db, {
      day,
      until: endOf(day, await zoneOf(parts)),
      member: query.member ?? null,
      policy: query.policy ?? null,
    });
    const shown = query.owed === undefined ? rows : rows.filter(({ at }) => at === null);
    const items = shown.map(({ at, ...rest }) => ({ ...rest, at: at?.toISOString() ?? null }));
    return { output: { items, next: null } };
  },
});
