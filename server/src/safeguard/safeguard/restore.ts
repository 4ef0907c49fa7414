// SPDX-License-Identifier: Apache-2.0
import { MS_PER_DAY, MS_PER_HOUR } from "#base/clock.ts";
import { Fault, FAULTS } from "#base/fault.ts";
import { drillRestore } from "../backup/drill.ts";
import { fail, pass, safeguard } from "../safeguard.ts";

export const restore = safeguard({
  name: "restore",
  title: "Backups can be restored",
  says: "Every week the newest backup is restored into a scratch database, compared and opened.",
  proves: [
    { cite: "164.308(a)(7)(ii)(B)", aspect: "test" },
    { cite: "164.308(a)(7)(ii)(D)", aspect: "test" },
  ],
  checks: [
    {
      name: "the-newest-backup-restores",
      says: "The newest backup is restored: counts, every log's root, and a sample of records and entries.",
      advice: { title: "Get a backup that restores", how: "Run `part164 backup` at the machine, then this check again." },
      everyMs: 7 * MS_PER_DAY,
      freshForMs: 30 * MS_PER_DAY,
      withinMs: 2 * MS_PER_HOUR, // 100,000 entries take about 20 s.
      async look(parts) {
        try {
          const { rows, records, entries, logs, opened, seconds } = await drillRestore(parts);
          return pass(
            `${rows} rows (${records} records, ${entries} entries) came back in ${seconds.toFixed(1)} s; ${logs.length} roots agree; ${opened.records} records and ${opened.entries} entries opened.`,
          );
        } catch (error) {
          if (error instanceof Fault && ["not_found", "backup_broken", "sealed_broken"].includes(error.code))
            return fail(error.detail ?? FAULTS[error.code].says);
          throw error;
        }
      },
    },
  ],
});
