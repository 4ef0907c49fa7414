// SPDX-License-Identifier: Apache-2.0
// What stands under every room's test: a database, a data folder, keys and a clock that stands still.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestClock, testClock } from "#base/clock.ts";
import { type Id, idMaker } from "#base/id.ts";
import { type Log, openLog } from "#base/log.ts";
import { openFileCustodian } from "#seal/file-custodian.ts";
import { Keyring } from "#seal/keyring.ts";
import type { Database } from "#store/database.ts";
import { type DataFolder, openDataFolder } from "#store/data-folder.ts";
import { keyRows } from "#store/key-rows.ts";

export const TEST_TIME = "2026-11-02T09:00:00.000Z";

export type Foundation = {
  readonly db: Database;
  readonly clock: TestClock;
  readonly makeId: <Name extends string>() => Id<Name>;
  readonly folder: DataFolder;
  readonly keyring: Keyring;
  readonly log: Log;
};

export async function foundation(db: Database, data?: string): Promise<Foundation> {
  const clock = testClock(TEST_TIME);
  const makeId = idMaker(clock);
  const folder = await openDataFolder(data ?? (await mkdtemp(join(tmpdir(), "part164-data-"))), "either", clock);
  const custodian = await openFileCustodian({ data: folder.path, clock, create: true });
  const keyring = new Keyring({ custodian, rows: keyRows(db), clock, makeId });
  return { db, clock, makeId, folder, keyring, log: openLog("silent") };
}

export async function removeFoundation({ folder }: Foundation): Promise<void> {
  await rm(folder.path, { recursive: true, force: true });
}
