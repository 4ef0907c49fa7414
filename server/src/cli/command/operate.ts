// SPDX-License-Identifier: Apache-2.0
import { sql } from "#store/sql.ts";
import { answer, type Command } from "../command.ts";

export const migrateCommand: Command = {
  name: "migrate",
  usage: "migrate [--json]",
  says: "Brings the database to this program's version, as every start does, and says which version that is.",
  options: { json: { type: "boolean" } },
  async run({ parts }, invocation, io) {
    const rows = await parts.db
      .in({ role: "part164_owner" })
      .rows<{ number: number; name: string; applied_at: Date }>(
        sql`select number, name, applied_at from part164.migration order by number`,
      );
    const last = rows.at(-1);
    answer(
      io,
      invocation,
      { version: last?.number ?? 0, migrations: rows.map(({ name }) => name) },
      `Up to date: ${last?.name ?? "nothing"}.\n`,
    );
    return 0; // Opening the installation did the work.
  },
};
