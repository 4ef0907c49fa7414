// SPDX-License-Identifier: Apache-2.0
// Puts a backup into an empty database, in one transaction: whatever is wrong with it, nothing of it stays.
import { Fault } from "#base/fault.ts";
import type { Key } from "#seal/key.ts";
import type { Database, Queryable } from "#store/database.ts";
import type { Totals } from "./format.ts";
import { broken } from "./format.ts";
import { logsOf, recomputedLogs, sameLogs } from "./logs.ts";
import type { BackupFile } from "./open.ts";
import { insertRows, migrationsOf, ourTables, OWNER, type Table, tablesWithRows } from "./tables.ts";

const ALTERED =
  "The file is whole, but the entries in it do not lead to the roots of their logs: the ledger was altered before this backup was made. Take an older one, and see docs/operate/recover-the-ledger.md.";

/**
 * Restores all of it, or nothing. Every chunk is authenticated, rows are counted against the trailer, and every log's root is computed
 * anew from its entries. `finish` runs last, in the same transaction.
 * @throws Fault `backup_broken`; `not_empty` if any table holds a row; `conflict` if another release made it.
 */
export async function restoreInto(
  db: Database,
  backup: BackupFile,
  key: Key,
  finish: (tx: Queryable) => Promise<void> = async () => {},
): Promise<Totals> {
  return db.transaction(OWNER, async (tx) => {
    const tables = await ourTables(tx);
    const filled = await tablesWithRows(tx, tables);
    if (filled.length > 0)
      throw new Fault("not_empty", {
        detail: `The database is in use: ${filled.slice(0, 5).join(", ")} hold rows. Restore into a fresh folder or a fresh database.`,
      });
    const totals = await insertAll(tx, tables, backup, key);
    if (!sameLogs(await logsOf(tx), totals.logs)) throw broken();
    if (!sameLogs(await recomputedLogs(tx), totals.logs)) throw new Fault("backup_broken", { detail: ALTERED });
    await finish(tx);
    return totals;
  });
}

async function insertAll(tx: Queryable, tables: readonly Table[], backup: BackupFile, key: Key): Promise<Totals> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const counts = new Map<string, number>();
  for await (const chunk of backup.chunks(key)) {
    if (chunk.holds === "schema") await refuseOtherSchema(tx, chunk.migrations);
    if (chunk.holds === "rows") {
      const table = byName.get(chunk.table);
      if (table === undefined) throw broken();
      counts.set(table.name, (counts.get(table.name) ?? 0) + (await insertRows(tx, table, chunk.rows)));
    }
    if (chunk.holds === "totals") {
      const { totals } = chunk;
      const isSame =
        tables.length === Object.keys(totals.tables).length && tables.every(({ name }) => totals.tables[name] === (counts.get(name) ?? 0));
      if (!isSame) throw broken();
      return totals;
    }
  }
  throw broken();
}

async function refuseOtherSchema(tx: Queryable, made: readonly { number: number; sha256: string }[]): Promise<void> {
  const own = await migrationsOf(tx);
  const isSame =
    own.length === made.length && own.every(({ number, sha256 }, n) => made[n]?.number === number && made[n].sha256 === sha256);
  if (!isSame)
    throw new Fault("conflict", {
      detail: `This backup was made by another release (schema ${made.length}, this one is ${own.length}). Restore it with that release, then start the new one.`,
    });
}
