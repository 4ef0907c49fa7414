// SPDX-License-Identifier: Apache-2.0
import type { Parts } from "#gate/parts.ts";
import { assignByItself } from "#program/training/assign.ts";
import { remindByItself } from "#program/training/reminder.ts";
import { sql } from "#store/sql.ts";
import type { Task } from "./task.ts";

/** Assigns what is due and reminds; what an operation causes is assigned with it, so this finds what the days bring, and who was invited. */
export const keepTraining: Task = {
  name: "keep-training",
  cron: "*/5 * * * *",
  atStart: true,
  async run(parts) {
    if (!(await isSetUp(parts))) return;
    await assignByItself(parts);
    await remindByItself(parts);
  },
};

/** Before that nobody is here to be taught. */
async function isSetUp({ db }: Parts): Promise<boolean> {
  const { done } = await db
    .in({ role: "part164_app" })
    .one<{ done: boolean }>(sql`select set_up_at is not null as done from part164.installation`);
  return done;
}
