// SPDX-License-Identifier: Apache-2.0
// The work of a drill: one backup into a scratch database, and everything compared. It needs the backup and the root key, nothing else.
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import { idMaker } from "#base/id.ts";
import type { LogTenant } from "#ledger/act.ts";
import { openEntry } from "#ledger/draft.ts";
import type { RecordRow } from "#phi/record/record-row.ts";
import { openRecord } from "#phi/record/sealing.ts";
import type { KeyCustodian } from "#seal/custodian.ts";
import { Keyring } from "#seal/keyring.ts";
import type { Database } from "#store/database.ts";
import { keyRows } from "#store/key-rows.ts";
import { openEmbeddedDatabase } from "#store/open.ts";
import { sql } from "#store/sql.ts";
import { broken, type Totals } from "./format.ts";
import { backupKey, openBackupFile } from "./open.ts";
import { restoreInto } from "./restore-into.ts";
import { countRows, ourTables, OWNER } from "./tables.ts";

/** Begins the name of a scratch folder; it stands among the backups, within the same walls. */
export const SCRATCH = "drill-";
/** How many records, and how many entries, are opened. */
const SAMPLE = 50;

export type Drilled = {
  readonly tables: number;
  readonly rows: number;
  readonly records: number;
  readonly entries: number;
  readonly logs: readonly { readonly origin: string; readonly size: number; readonly root: string }[];
  readonly opened: { readonly records: number; readonly entries: number; readonly shredded: number };
};

/**
 * Restores `file` of `folder` and compares. The caller removes the scratch.
 * @throws Fault `backup_broken`, `sealed_broken`, `custodian_gone`.
 */
export async function drillScratch(
  folder: string,
  file: string,
  { custodian, clock }: { custodian: KeyCustodian; clock: Clock },
): Promise<Drilled> {
  const backup = await openBackupFile(join(folder, file));
  try {
    const key = await backupKey(backup.header, custodian, clock);
    const scratch = await openEmbeddedDatabase(join(await mkdtemp(join(folder, SCRATCH)), "database"));
    try {
      const totals = await restoreInto(scratch, backup, key);
      const rows = await compareCounts(scratch, totals);
      const opened = await openSamples(scratch, new Keyring({ custodian, rows: keyRows(scratch), clock, makeId: idMaker(clock) }));
      const logs = totals.logs.map(({ origin, size, root }) => ({ origin, size, root }));
      return { tables: Object.keys(totals.tables).length, rows, records: totals.records, entries: totals.entries, logs, opened };
    } finally {
      await scratch.close();
    }
  } finally {
    await backup.close();
  }
}

/** What stands in the tables, counted there and not while inserting. */
async function compareCounts(scratch: Database, totals: Totals): Promise<number> {
  let rows = 0;
  for (const table of await ourTables(scratch.in(OWNER))) {
    const count = await countRows(scratch.in(OWNER), table);
    if (count !== totals.tables[table.name]) throw broken();
    rows += count;
  }
  return rows;
}

/** Opens records and entries taken at random, with keys from the backup and nothing else but the root key. @throws Fault `sealed_broken`. */
async function openSamples(scratch: Database, keyring: Keyring): Promise<Drilled["opened"]> {
  const owner = scratch.in(OWNER);
  const records = await owner.rows<RecordRow & { tenant: LogTenant }>(sql`
    select tenant, type, id, version, individual, sealed, updated_at from phi.record where deleted_at is null order by random() limit ${SAMPLE}`);
  let shredded = 0;
  for (const row of records) {
    const opened = await openRecord({ keyring }, row.tenant, row).catch(unlessShredded);
    if (opened === null) shredded += 1;
  }
  const entries = await owner.rows<{ tenant: LogTenant; leaf: Uint8Array }>(
    sql`select tenant, leaf from ledger.event order by random() limit ${SAMPLE}`,
  );
  for (const { tenant, leaf } of entries) await openEntry(keyring, tenant, leaf);
  return { records: records.length - shredded, entries: entries.length, shredded };
}

/** A shredded individual's record opens nowhere any more, here neither; that is no fault of the backup. */
function unlessShredded(error: unknown): null {
  if (error instanceof Fault && error.code === "gone") return null;
  throw error;
}
