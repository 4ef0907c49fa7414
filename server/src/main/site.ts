// SPDX-License-Identifier: Apache-2.0
// Opens an installation: folder, database, keys, ledger, access. The only place that knows how they fit together.
import { join } from "node:path";
import type { Clock } from "#base/clock.ts";
import { idMaker } from "#base/id.ts";
import type { TravellingClock } from "#base/travelling-clock.ts";
import type { Log } from "#base/log.ts";
import type { Config } from "#base/settings.ts";
import { Decider } from "#access/decide/decide.ts";
import { SteadyClock } from "#access/steady-clock.ts";
import type { Operation } from "#gate/operation.ts";
import { rememberKinds } from "#gate/kind-says.ts";
import type { Parts } from "#gate/parts.ts";
import { openLedger } from "#ledger/ledger.ts";
import { openFileCustodian } from "#seal/file-custodian.ts";
import { Keyring } from "#seal/keyring.ts";
import { type DataFolder, openDataFolder } from "#store/data-folder.ts";
import type { Database } from "#store/database.ts";
import { keyRows } from "#store/key-rows.ts";
import { openEmbeddedDatabase, openPostgresqlDatabase } from "#store/open.ts";
import { sql } from "#store/sql.ts";
import { StoreFault } from "#store/store-fault.ts";
import { actionGroups, findOperations } from "./registry.ts";

export type SiteOptions = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly demo: boolean | "either";
  /** The clock of a history that is to be made. Only an installation that is not set up has none yet; any other opens on `clock`. */
  readonly past?: TravellingClock | null;
};

export type Site = { readonly parts: Parts; readonly operations: readonly Operation[]; close(): Promise<void> };

/** Opens everything; the ledger's keeper runs from here on. For the embedded database the caller holds the folder's lock. */
export async function openSite({ config, clock: present, log, demo, past = null }: SiteOptions): Promise<Site> {
  const folder = await openDataFolder(config.PART164_DATA, demo, present);
  const [db, operations] = await Promise.all([openDatabase(config, folder), findOperations()]);
  try {
    const clock = past === null || (await isSetUp(db)) ? present : past; // Before anything is opened that remembers a time.
    const makeId = idMaker(clock);
    await claimDatabase(db, folder, clock);
    const custodian = await openFileCustodian({ data: folder.path, clock, create: await isFresh(db) });
    const keyring = new Keyring({ custodian, rows: keyRows(db), clock, makeId });
    const { installation } = folder;
    const ledger = await openLedger({ db, keyring, clock, makeId, installation, data: folder.path, log });
    const steady = await SteadyClock.open(db, clock);
    rememberKinds(operations);
    const decider = new Decider(actionGroups(operations));
    ledger.keeper.start();
    const parts: Parts = { db, keyring, ledger, steady, makeId, config, installation, clock, log, folder, decider };
    return { parts, operations, close: () => closeSite(parts) };
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function closeSite({ ledger, db, steady }: Parts): Promise<void> {
  await steady.keep(db).catch(() => {});
  await ledger.close();
  await db.close();
}

function openDatabase(config: Config, folder: DataFolder): Promise<Database> {
  const url = config.DATABASE_URL?.reveal();
  return url === undefined
    ? openEmbeddedDatabase(join(folder.path, "database"))
    : openPostgresqlDatabase(url, config.PART164_DATABASE_CONNECTIONS);
}

async function isSetUp(db: Database): Promise<boolean> {
  const row = await db.in({ role: "part164_app" }).maybe<{ is_set_up: boolean }>(sql`
    select set_up_at is not null as is_set_up from part164.installation`);
  return row?.is_set_up === true;
}

/** Database and data folder belong together: keys, origins and the second place are in the folder. */
async function claimDatabase(db: Database, folder: DataFolder, clock: Clock): Promise<void> {
  const app = db.in({ role: "part164_app" });
  await app.run(sql`
    insert into part164.installation (id, is_demo, created_at) values (${folder.installation}, ${folder.isDemo}, ${clock.now()}) on conflict do nothing`);
  const row = await app.one<{ id: string; is_demo: boolean }>(sql`select id, is_demo from part164.installation`);
  if (row.id !== folder.installation)
    throw new StoreFault(
      "The database belongs to another installation than the data folder. Use the folder that was made with it, or a fresh database.",
    );
  if (row.is_demo !== folder.isDemo)
    throw new StoreFault("Demonstration and real data never mix: one of database and folder is a demonstration.");
}

/** A root key is made only for a database that has no keys: a lost key must be a fault, never a new key. */
async function isFresh(db: Database): Promise<boolean> {
  const { count } = await db
    .in({ role: "part164_app" })
    .one<{ count: number }>(sql`select count(*) as count from (select from seal.key limit 1) k`);
  return count === 0;
}
