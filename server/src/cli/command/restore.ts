// SPDX-License-Identifier: Apache-2.0
import { resolve } from "node:path";
import { recoverLedger, restoreInstallation } from "#safeguard/backup/installation.ts";
import type { Lost } from "#safeguard/backup/recover.ts";
import { answer, type Command } from "../command.ts";

export const restoreCommand: Command = {
  name: "restore",
  usage: "restore FILE [--accept-older] [--json]",
  says: "Restores a backup into an empty folder that holds keys/root.json, or an empty database. With --accept-older signing goes on although the backup is older than what was signed (docs/operate/recover-the-ledger.md).",
  options: { "accept-older": { type: "boolean" }, json: { type: "boolean" } },
  words: { min: 1, max: 1 },
  async alone(opening, invocation, io) {
    const { lost, ...restored } = await restoreInstallation(
      opening,
      resolve(invocation.folder, invocation.words[0] ?? ""),
      invocation.values["accept-older"] === true,
    );
    const { records, entries, logs, madeAt, signs, secondPlace } = restored;
    answer(
      io,
      invocation,
      { ...restored, lost: lost.map(brief) },
      `Restored the backup of ${madeAt}: ${records} records, ${entries} entries, ${logs} logs. All sessions and tokens ended.\n`,
    );
    io.err(lost.map(lostLine).join(""));
    if (secondPlace === "absent")
      io.err(
        "No checkpoints were brought, so whether more was signed after this backup cannot be told here. An auditor who holds a newer checkpoint will see it. See docs/operate/recover-the-ledger.md.\n",
      );
    if (!signs)
      io.err(
        "Nothing is signed from here on. Restore a newer backup, or decide: part164 ledger recover --accept-older. See docs/operate/recover-the-ledger.md.\n",
      );
    return signs ? 0 : 1;
  },
  run: async () => 3, // It runs alone: there is no installation to open yet.
};

export const ledgerRecover: Command = {
  name: "ledger recover",
  usage: "ledger recover [--accept-older] [--json]",
  says: "Tells which logs hold less than was signed. With --accept-older the loss is accepted, on record, and signing goes on from what is there: this cannot be undone.",
  options: { "accept-older": { type: "boolean" }, json: { type: "boolean" } },
  async alone(opening, invocation, io) {
    const accept = invocation.values["accept-older"] === true;
    const { lost, aside } = await recoverLedger(opening, accept);
    const text =
      lost.length === 0
        ? "Every log holds what was signed. Nothing to recover.\n"
        : lost.map(lostLine).join("") +
          (aside === null
            ? "Nothing was changed. To go on from what is there: --accept-older.\n"
            : `Recorded. What was signed is kept in checkpoints/${aside}.\n`);
    answer(io, invocation, { lost: lost.map(brief), aside }, text);
    return lost.length > 0 && !accept ? 1 : 0;
  },
  run: async () => 3, // It runs alone: nobody may sign meanwhile.
};

const brief = ({ origin, signed, holds }: Lost) => ({ origin, signed: signed.size, holds: holds.size });

function lostLine({ origin, signed, holds }: Lost): string {
  return `${origin}: signed with ${signed.size} entries; the database holds ${holds.size}${holds.size < signed.size ? "" : ", and not the same"}.\n`;
}
