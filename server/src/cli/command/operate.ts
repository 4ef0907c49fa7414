// SPDX-License-Identifier: Apache-2.0
import { LAG_ALARM_MS } from "#ledger/keeper.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { lastResult } from "#safeguard/run.ts";
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

export const doctorCommand: Command = {
  name: "doctor",
  usage: "doctor [--json]",
  says: "Says what is wrong with this installation and what to do about it. Exits with 1 if anything is.",
  options: { json: { type: "boolean" } },
  async run({ parts }, invocation, io) {
    const problems: string[] = [];
    if (parts.db.kind === "embedded")
      problems.push("The embedded database survives a killed process, not a power cut. Set DATABASE_URL for PHI.");
    const { set_up_at } = await parts.db
      .in({ role: "part164_app" })
      .one<{ set_up_at: Date | null }>(sql`select set_up_at from part164.installation`);
    if (set_up_at === null)
      problems.push("Nobody has set this installation up. Run `part164 setup`, or open the link that the server prints.");
    if (parts.ledger.keeper.refusal !== null) problems.push(parts.ledger.keeper.refusal);
    const lagMs = await parts.ledger.keeper.lagMs();
    if (lagMs > LAG_ALARM_MS)
      problems.push(`The oldest entry without a leaf is ${Math.round(lagMs / 1000)} s old: is a server running, or a transaction open?`);
    if (parts.steady.behindMs() > 60_000) problems.push("The machine's clock stands behind what it has shown before. Set it.");
    for (const { checks } of await allSafeguards())
      for (const check of checks) {
        const { status, observed } = await lastResult(parts, check);
        if (status === "fail" || status === "error") problems.push(`${check.name}: ${observed}`);
      }
    const text =
      problems.length === 0 ? "Nothing is wrong that can be seen from here.\n" : problems.map((problem) => `- ${problem}\n`).join("");
    answer(io, invocation, { problems }, text);
    return problems.length === 0 ? 0 : 1;
  },
};
