// SPDX-License-Identifier: Apache-2.0
import { sql } from "#store/sql.ts";
import { DURABLE_SETTINGS } from "#store/durability.ts";
import { fail, HOURLY, pass, safeguard } from "../safeguard.ts";

export const databaseDurability = safeguard({
  name: "database-durability",
  title: "What is acknowledged survives",
  says: "The database writes to disk before it answers, so that a crash or a power cut loses nothing acknowledged.",
  proves: [{ cite: "164.312(c)(1)", aspect: "durability" }],
  checks: [
    {
      name: "the-database-is-durable",
      says: "fsync, full_page_writes and synchronous_commit are on.",
      advice: {
        title: "Keep the database where it survives a power cut",
        how: "Set DATABASE_URL to a PostgreSQL of yours at the machine, with fsync, full_page_writes and synchronous_commit on.",
      },
      ...HOURLY,
      async look({ db }) {
        const rows = await db.in({ role: "part164_app" }).rows<{ name: string; setting: string }>(sql`
          select name, setting from pg_catalog.pg_settings where name = any(${[...DURABLE_SETTINGS]})`);
        const off = rows.filter(({ setting }) => setting === "off").map(({ name }) => name);
        if (db.kind === "embedded")
          return fail(`The embedded database runs with ${off.join(", ") || "fsync"} off: it is for trying, development and demonstration.`);
        return off.length === 0 ? pass("All on.") : fail(`Off: ${off.join(", ")}.`);
      },
    },
  ],
});
