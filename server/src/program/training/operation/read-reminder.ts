// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { anId, emptyBody, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { closeTasks } from "../../task/task.ts";
import { learnerOf } from "./shapes.ts";

export const readReminder = operation({
  name: "program.reminder.read",
  cites: ["164.308(a)(5)(ii)(A)"],
  says: "Read a security reminder",
  groups: ["program.list"],
  route: { method: "POST", path: "/v1/reminders/{reminder}/read" },
  input: z.object({ path: z.strictObject({ reminder: anId }), query: nothing, body: emptyBody }),
  output: z.object({ readAt: z.string() }),
  effect: "write",
  log: "organization",
  async run({ parts, actor, db, input: { path } }) {
    const member = learnerOf(actor);
    await db.run(sql`
      insert into program.reminder_read (reminder, member, at) values (${path.reminder}, ${member}, ${parts.clock.now()})
      on conflict (reminder, member) do nothing`); // A reminder that is none is told by the table itself.
    await closeTasks(parts, db, { keys: `reminder:${path.reminder}:${member}`, by: member });
    const { at } = await db.one<{ at: Date }>(
      sql`select at from program.reminder_read where reminder = ${path.reminder} and member = ${member}`,
    );
    return { output: { readAt: at.toISOString() }, record: { type: "program.reminder", id: path.reminder, version: 1 } };
  },
});
