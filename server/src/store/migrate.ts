// SPDX-License-Identifier: Apache-2.0
// Brings the schema to the version of this code: numbered files, forward only, each once, in one transaction each.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { MigrationFault } from "./migration-fault.ts";
import type { Row } from "./sql.ts";

/** How the migrator talks: whole scripts, outside the pools, as the role of DATABASE_URL. */
export type ScriptRunner = { script(text: string): Promise<void>; rows(text: string, values?: readonly unknown[]): Promise<Row[]> };

export type Migration = { readonly number: number; readonly name: string; readonly text: string; readonly sha256: string };

export const SQL_FOLDER = fileURLToPath(new URL("../../sql", import.meta.url));
const LOCK = 164_000; // Advisory lock: of several starters one migrates, the others wait and find it done.

/** The numbered files of a folder, in order. @throws MigrationFault if a number is missing or double. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = Number(name.slice(0, 4));
      if (number !== index) throw new MigrationFault(`${name} should have the number ${index}: numbers have no gaps and no doubles.`);
      const text = await readFile(join(folder, name), "utf8");
      return { number, name: basename(name, ".sql"), text, sha256: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

/** Applies what is missing; answers how many files that were. @throws MigrationFault when the database is newer, or a file changed. */
export async function migrate(db: ScriptRunner, migrations: readonly Migration[]): Promise<number> {
  await db.rows("select pg_advisory_lock($1)", [LOCK]);
  try {
    const [roles, ...numbered] = migrations;
    await db.script(roles?.text ?? "");
    await db.script(
      "set role part164_owner; create schema if not exists part164; create table if not exists part164.migration (number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())",
    );
    const applied = await db.rows("select number, name, sha256 from part164.migration order by number");
    refuseIfDifferent(applied, numbered);
    const missing = numbered.slice(applied.length);
    for (const { number, name, text, sha256 } of missing) {
      await db.script(
        `begin;\n${text}\n;insert into part164.migration (number, name, sha256) values (${number}, '${name}', '${sha256}');\ncommit`,
      );
    }
    return missing.length;
  } finally {
    await db.script("rollback; reset role").catch(() => {});
    await db.rows("select pg_advisory_unlock($1)", [LOCK]).catch(() => {});
  }
}

function refuseIfDifferent(applied: readonly Row[], known: readonly Migration[]): void {
  for (const row of applied) {
    const ours = known.find((migration) => migration.number === row["number"]);
    if (ours === undefined)
      throw new MigrationFault(
        `The database is newer than this program: it has migration ${String(row["number"])} (${String(row["name"])}). Run the newer release.`,
      );
    if (ours.sha256 !== row["sha256"])
      throw new MigrationFault(`Migration ${ours.name} was changed after it was applied. Restore the file; make a new one for the change.`);
  }
}
