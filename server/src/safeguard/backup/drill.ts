// SPDX-License-Identifier: Apache-2.0
// The restore drill [164.308(a)(7)(ii)(D)]: the newest backup is restored for real into a scratch database, compared, opened, and thrown
// away. A backup that was never restored is a hope.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import { openEntry } from "#ledger/draft.ts";
import type { LogTenant } from "#ledger/act.ts";
import { openRecord } from "#phi/record/sealing.ts";
import type { RecordRow } from "#phi/record/record-row.ts";
import { Keyring } from "#seal/keyring.ts";
import type { Database, Lock } from "#store/database.ts";
import { keyRows } from "#store/key-rows.ts";
import { openEmbeddedDatabase } from "#store/open.ts";
import { sql } from "#store/sql.ts";
import { broken, type Totals } from "./format.ts";
import { backupFolder, keptBackups } from "./kept.ts";
import { backupKey, openBackupFile } from "./open.ts";
import { restoreInto } from "./restore-into.ts";
import { countRows, ourTables, OWNER } from "./tables.ts";

export const DRILL_KIND = "operate.restore.drill";
const LOCK = 164_004;
const WAIT_MS = 60_000;
const SCRATCH = "drill-";
/** How many records, and how many entries, are opened. */
export const SAMPLE = 50;

export type Drill = {
  readonly file: string;
  readonly tables: number;
  readonly rows: number;
  readonly records: number;
  readonly entries: number;
  readonly logs: number;
  readonly opened: { readonly records: number; readonly entries: number; readonly shredded: number };
  readonly seconds: number;
};

/**
 * Restores the newest backup into a scratch database within the data folder's perimeter and records what came of it.
 * @throws Fault `not_found` without a backup, `backup_broken` or `sealed_broken` when it does not hold, `conflict` while another drill runs.
 */
export async function drillRestore(parts: Parts): Promise<Drill> {
  const lock = await lockFor(parts);
  const startedMs = parts.clock.monotonicMs();
  try {
    await removeScratches(parts);
    const file = (await keptBackups(parts.folder)).at(-1);
    if (file === undefined) throw new Fault("not_found", { detail: "There is no backup yet. Make one: part164 backup." });
    const done = await restoreScratch(parts, file);
    const drill = { file, ...done, seconds: Math.round(parts.clock.monotonicMs() - startedMs) / 1000 };
    await parts.ledger.recorder.record(
      systemAct(parts.installation, DRILL_KIND, { record: { type: "backup", id: file, version: null }, detail: drill }),
    );
    return drill;
  } catch (error) {
    const outcome = error instanceof Fault ? error.code : "failed";
    await parts.ledger.recorder.record(systemAct(parts.installation, DRILL_KIND, { outcome })).catch(() => {}); // The check that asked says it too.
    throw error;
  } finally {
    await removeScratches(parts);
    await lock.release();
  }
}

/** The lock on drilling. Two that ask at once drill one after the other. @throws Fault `conflict` after a minute. */
async function lockFor({ db, clock }: Parts): Promise<Lock> {
  const startedMs = clock.monotonicMs();
  for (;;) {
    const lock = await db.tryLock(LOCK);
    if (lock !== null) return lock;
    if (clock.monotonicMs() - startedMs > WAIT_MS) throw new Fault("conflict", { detail: "Another drill is under way." });
    await sleep(WAIT_MS / 60);
  }
}

async function removeScratches({ folder }: Parts): Promise<void> {
  for (const name of await readdir(backupFolder(folder)))
    if (name.startsWith(SCRATCH)) await rm(join(backupFolder(folder), name), { recursive: true, force: true });
}

async function restoreScratch(parts: Parts, file: string): Promise<Omit<Drill, "file" | "seconds">> {
  const backup = await openBackupFile(join(backupFolder(parts.folder), file));
  try {
    const key = await backupKey(backup.header, parts.keyring.custodian, parts.clock);
    const scratch = await openEmbeddedDatabase(join(await mkdtemp(join(backupFolder(parts.folder), SCRATCH)), "database"));
    try {
      const totals = await restoreInto(scratch, backup, key);
      const rows = await compareCounts(scratch, totals);
      const opened = await openSamples({
        ...parts,
        db: scratch,
        keyring: new Keyring({ custodian: parts.keyring.custodian, rows: keyRows(scratch), clock: parts.clock, makeId: parts.makeId }),
      });
      return {
        tables: Object.keys(totals.tables).length,
        rows,
        records: totals.records,
        entries: totals.entries,
        logs: totals.logs.length,
        opened,
      };
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
async function openSamples(parts: Parts): Promise<Drill["opened"]> {
  const owner = parts.db.in(OWNER);
  const records = await owner.rows<RecordRow & { tenant: LogTenant }>(sql`
    select tenant, type, id, version, individual, sealed, updated_at from phi.record where deleted_at is null order by random() limit ${SAMPLE}`);
  let shredded = 0;
  for (const row of records) {
    const opened = await openRecord(parts, row.tenant, row).catch(unlessShredded);
    if (opened === null) shredded += 1;
  }
  const entries = await owner.rows<{ tenant: LogTenant; leaf: Uint8Array }>(
    sql`select tenant, leaf from ledger.event order by random() limit ${SAMPLE}`,
  );
  for (const { tenant, leaf } of entries) await openEntry(parts.keyring, tenant, leaf);
  return { records: records.length - shredded, entries: entries.length, shredded };
}

/** A shredded individual's record opens nowhere any more, here neither; that is no fault of the backup. */
function unlessShredded(error: unknown): null {
  if (error instanceof Fault && error.code === "gone") return null;
  throw error;
}
