// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { MS_PER_MINUTE } from "#base/clock.ts";
import { backupFolder } from "#safeguard/backup/kept.ts";
import { makeBackup } from "#safeguard/backup/make.ts";
import { answer, type Command } from "../command.ts";

const WAIT_MS = 30 * MS_PER_MINUTE;

export const backupCommand: Command = {
  name: "backup",
  usage: "backup [--json]",
  says: "Makes a backup now: everything but the root key, sealed, in the data folder's backups. Copy it to another place.",
  options: { json: { type: "boolean" } },
  async run({ parts }, invocation, io) {
    const { file: name, sha256, records, entries, bytes, seconds } = await makeBackup(parts, WAIT_MS); // The server's own may be under way.
    const file = join(backupFolder(parts.folder), name);
    answer(
      io,
      invocation,
      { file, sha256, records, entries },
      `${file}\nSHA-256 ${sha256}\n${records} records, ${entries} entries, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s.\nIt opens only with keys/root.json, which is not in it: keep that file elsewhere.\n`,
    );
    return 0;
  },
};
