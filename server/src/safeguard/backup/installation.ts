// SPDX-License-Identifier: Apache-2.0
// Restores a whole installation [164.308(a)(7)(ii)(B)] into a folder that holds keys/root.json and, where it was saved, the second place.
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Clock } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import { idMaker, type InstallationId } from "#base/id.ts";
import type { Log } from "#base/log.ts";
import type { Config } from "#base/settings.ts";
import { systemAct } from "#ledger/act.ts";
import { type Ledger, openLedger } from "#ledger/ledger.ts";
import { SecondPlace } from "#ledger/second-place.ts";
import { openFileCustodian } from "#seal/file-custodian.ts";
import { Keyring } from "#seal/keyring.ts";
import { type DataFolder, openDataFolder, removeFile, writeDurably } from "#store/data-folder.ts";
import type { Database, Queryable } from "#store/database.ts";
import { takeFolder } from "#store/folder-lock.ts";
import { keyRows } from "#store/key-rows.ts";
import { openEmbeddedDatabase, openPostgresqlDatabase } from "#store/open.ts";
import { sql } from "#store/sql.ts";
import { StoreFault } from "#store/store-fault.ts";
import type { Header, Totals } from "./format.ts";
import { type BackupFile, backupKey, openBackupFile } from "./open.ts";
import { acceptLoss, type Lost, lostLogs, seedSecondPlace } from "./recover.ts";
import { restoreInto } from "./restore-into.ts";

export const RESTORE_KIND = "operate.restore.run";
const KEEPER_LOCK = 164_001;

export type Opening = { readonly config: Config; readonly clock: Clock; readonly log: Log };
export type Restored = {
  readonly installation: string;
  readonly madeAt: string;
  readonly records: number;
  readonly entries: number;
  readonly logs: number;
  readonly lost: readonly Lost[];
  readonly signs: boolean;
  readonly secondPlace: "brought" | "absent";
};

/**
 * Restores `file`. `acceptOlder` is the decision to go on signing although more was signed than the backup holds.
 * @throws StoreFault, Fault `backup_broken`, `custodian_gone`, `not_empty`, `conflict`. Then nothing of it stays.
 */
export async function restoreInstallation(opening: Opening, file: string, acceptOlder: boolean): Promise<Restored> {
  const backup = await openBackupFile(file);
  try {
    const data = resolve(opening.config.PART164_DATA);
    if (!(await isThere(join(data, "keys", "root.json"))))
      throw new StoreFault(
        `Put keys/root.json into ${data} first (folder and file for you alone: chmod 700 and 600). A backup opens only with the root key it was made under.`,
      );
    const key = await backupKey(backup.header, await openFileCustodian({ data, clock: opening.clock, create: false }), opening.clock);
    const isNew = await claimFolder(data, backup.header, opening.clock);
    try {
      return await withDatabase(opening, (folder, db) => restoreHere(opening, { folder, db }, { backup, key, acceptOlder }));
    } catch (error) {
      if (isNew) await removeFile(join(data, "installation.json"));
      throw error;
    }
  } finally {
    await backup.close();
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Gives a fresh folder the installation's identity; true if it had none. @throws Fault `not_empty` if it is another's. */
async function claimFolder(data: string, { installation, demo, createdAt }: Header, clock: Clock): Promise<boolean> {
  const path = join(data, "installation.json");
  if (!(await isThere(path))) {
    await writeDurably(path, `${JSON.stringify({ installation, demo, createdAt }, null, 2)}\n`);
    return true;
  }
  const folder = await openDataFolder(data, "either", clock);
  if (folder.installation !== installation || folder.isDemo !== demo)
    throw new Fault("not_empty", { detail: `${data} belongs to another installation than this backup.` });
  return false;
}

/** Opens folder and database alone: no server may have them open. */
async function withDatabase<T>({ config, clock }: Opening, work: (folder: DataFolder, db: Database) => Promise<T>): Promise<T> {
  const folder = await openDataFolder(config.PART164_DATA, "either", clock);
  const lock = await takeFolder(folder.path, (line) => line.destroy());
  if (lock === null) throw new StoreFault("A server has this data folder open. Stop it first.");
  try {
    const url = config.DATABASE_URL?.reveal();
    const db =
      url === undefined
        ? await openEmbeddedDatabase(join(folder.path, "database"))
        : await openPostgresqlDatabase(url, config.PART164_DATABASE_CONNECTIONS);
    try {
      return await work(folder, db);
    } finally {
      await db.close();
    }
  } finally {
    await lock.release();
  }
}

type Here = { readonly folder: DataFolder; readonly db: Database };
type Given = { readonly backup: BackupFile; readonly key: Parameters<typeof restoreInto>[2]; readonly acceptOlder: boolean };

async function restoreHere(opening: Opening, here: Here, { backup, key, acceptOlder }: Given): Promise<Restored> {
  const totals = await restoreInto(here.db, backup, key, (tx) => endWhatWasOpen(tx, opening.clock));
  const ledger = await ledgerOf(opening, here);
  try {
    const secondPlace = (await signedBefore(here.folder.path)) ? "brought" : "absent";
    if (secondPlace === "absent") await seedSecondPlace(here.db, ledger, here.folder.path);
    const lost = await lostLogs(here.db, here.folder.path);
    const detail = {
      backup: backup.header.id,
      madeAt: backup.header.createdAt,
      records: totals.records,
      entries: totals.entries,
      secondPlace,
      lost: lost.length,
    };
    await ledger.recorder.record(
      systemAct(here.folder.installation, RESTORE_KIND, { record: { type: "backup", id: backup.header.id, version: null }, detail }),
    );
    if (lost.length > 0 && acceptOlder)
      await acceptLoss({ ...opening, ledger, installation: here.folder.installation, data: here.folder.path }, lost);
    const signs = lost.length === 0 || acceptOlder;
    return { ...summary(backup.header, totals), lost, signs, secondPlace };
  } finally {
    await ledger.close();
    await signOnce(opening, here);
  }
}

function summary(
  { installation, createdAt }: Header,
  { records, entries, logs }: Totals,
): Pick<Restored, "installation" | "madeAt" | "records" | "entries" | "logs"> {
  return { installation, madeAt: createdAt, records, entries, logs: logs.length };
}

/** Whoever was signed in then may have been put out since: sessions, tokens and half-finished sign-ins of that day end. */
async function endWhatWasOpen(tx: Queryable, clock: Clock): Promise<void> {
  await tx.run(sql`update access.session set ended_at = ${clock.now()}, end_reason = 'restored' where ended_at is null`);
  await tx.run(sql`delete from access.client_token`);
  await tx.run(sql`delete from access.sign_in_ticket`);
}

async function signedBefore(data: string): Promise<boolean> {
  const place = await SecondPlace.open(data);
  await place.close();
  return place.all().length > 0;
}

async function ledgerOf({ clock, log }: Opening, { folder, db }: Here): Promise<Ledger> {
  const custodian = await openFileCustodian({ data: folder.path, clock, create: false });
  const makeId = idMaker(clock);
  const keyring = new Keyring({ custodian, rows: keyRows(db), clock, makeId });
  return openLedger({ db, keyring, clock, makeId, installation: folder.installation as InstallationId, data: folder.path, log });
}

/** Sequences and signs what the restore itself recorded, as far as the keeper does not refuse. */
async function signOnce(opening: Opening, here: Here): Promise<void> {
  const ledger = await ledgerOf(opening, here);
  ledger.keeper.start();
  await ledger.keeper.settle().catch(() => {}); // A refusal shows at every start and in /health; here it was told already.
  await ledger.close();
}

export type Recovery = { readonly lost: readonly Lost[]; readonly aside: string | null };

/** For a database that stands behind what was signed: tells what was lost, and with `accept` goes on from there. @throws StoreFault while a server runs. */
export async function recoverLedger(opening: Opening, accept: boolean): Promise<Recovery> {
  const data = resolve(opening.config.PART164_DATA);
  if (!(await isThere(join(data, "installation.json")))) throw new StoreFault(`There is no installation in ${data}.`);
  return withDatabase(opening, async (folder, db) => {
    const lock = await db.tryLock(KEEPER_LOCK);
    if (lock === null) throw new StoreFault("A server keeps this ledger. Stop every server of this installation first.");
    let aside: string | null = null;
    const lost = await lostLogs(db, folder.path).finally(() => (accept ? undefined : lock.release()));
    if (accept) {
      const ledger = await ledgerOf(opening, { folder, db });
      if (lost.length > 0) aside = await acceptLoss({ ...opening, ledger, installation: folder.installation, data: folder.path }, lost);
      await ledger.close();
      await lock.release();
      await signOnce(opening, { folder, db });
    }
    return { lost, aside };
  });
}
