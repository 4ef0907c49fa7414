// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { MS_PER_HOUR } from "#base/clock.ts";
import { backupFolder, fileSha256, keptBackups } from "../backup/kept.ts";
import { newestRecorded } from "../backup/newest.ts";
import { fail, HOURLY, pass, safeguard } from "../safeguard.ts";

/** A backup takes time, and a machine may be busy. */
const GRACE_MS = 2 * MS_PER_HOUR;

export const backup = safeguard({
  name: "backup",
  title: "Backups are made",
  says: "A sealed copy of everything is made by itself at least every day; the file is the one whose fingerprint was recorded.",
  proves: [
    { cite: "164.308(a)(7)(ii)(A)", aspect: "mechanism" },
    { cite: "164.310(d)(2)(iv)", aspect: "mechanism" },
  ],
  checks: [
    {
      name: "a-fresh-backup-is-there",
      says: "The newest backup is young enough, is what its entry says it is, and old ones are removed.",
      advice: { title: "Make a backup", how: "Run `part164 backup` at the machine; if that fails, it says why." },
      ...HOURLY,
      async look(parts) {
        const { config, folder, clock } = parts;
        const names = await keptBackups(folder);
        const made = await newestRecorded(parts);
        if (made === null) return fail("No backup has been made yet.");
        const ageMs = clock.now().getTime() - made.at.getTime();
        const hours = (ageMs / MS_PER_HOUR).toFixed(1);
        if (ageMs > 24 * MS_PER_HOUR + GRACE_MS) return fail(`The newest backup is ${hours} h old.`);
        if (!names.includes(made.file)) return fail("The newest backup that was recorded is not in the folder.");
        if ((await fileSha256(join(backupFolder(folder), made.file))) !== made.sha256)
          return fail("The newest backup's file is not the one that was recorded.");
        if (names.length > config.PART164_BACKUPS_KEPT + 1)
          return fail(`${names.length} backups are there; ${config.PART164_BACKUPS_KEPT} are to be kept.`);
        return pass(`The newest of ${names.length} is ${hours} h old and unchanged: ${made.records} records, ${made.entries} entries.`);
      },
    },
  ],
});
