// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { remindersSent } from "../reminder.ts";

const SHOWN = 24;

export const listReminders = operation({
  name: "program.reminder.list",
  cites: ["164.308(a)(5)(ii)(A)"],
  says: "Listed security reminders",
  groups: ["program.list"],
  route: { method: "GET", path: "/v1/reminders" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(
    z.object({
      id: z.string(),
      title: z.string(),
      text: z.string(),
      cite: z.string(),
      sentOn: z.string(),
      audience: z.number(),
      readers: z.number(),
      readAt: z.string().nullable(),
    }),
  ),
  effect: "read",
  log: "organization",
  async run({ actor, db }) {
    const rows = await remindersSent(db, actor.kind === "user" ? actor.id : null, SHOWN);
    const items = rows.map(({ id, title, body, cite, sent_on, audience, readers, read_at }) => ({
      id,
      title,
      text: body,
      cite,
      sentOn: sent_on,
      audience,
      readers,
      readAt: read_at?.toISOString() ?? null,
    }));
    return { output: { items, next: null } };
  },
});
