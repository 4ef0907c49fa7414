// SPDX-License-Identifier: Apache-2.0
// Makes a backup [164.308(a)(7)(ii)(A)]: one consistent snapshot of every table, on disk before it is called made.
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import type { Key } from "#seal/key.ts";
import { syncFolder } from "#store/data-folder.ts";
import type { Lock } from "#store/database.ts";
import { writeFromCopy } from "./copy-thread.ts";
import { type Header, keyLine } from "./format.ts";
import { backupFolder, backupName, removeDrafts, removeOld } from "./kept.ts";
import { writeBackup } from "./write.ts";

export const MAKE_KIND = "operate.backup.make";
/** Advisory lock on making a backup. */
export const MAKE_LOCK = 164_003;
/** How often a backup that waits for another looks whether that one is made, in milliseconds. */
const LOOK_EVERY_MS = 100;

export type BackupMade = {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly records: number;
  readonly entries: number;
  readonly seconds: number;
};

/**
 * Makes a backup, records it, and removes those above the number kept. Requests go on; with the embedded database they wait while its
 * files are copied. Another that is being made is waited for, `waitMs` at most. @throws Fault `conflict` if it takes longer.
 */
export async function makeBackup(parts: Parts, waitMs = 0): Promise<BackupMade> {
  const lock = await lockFor(parts, waitMs);
  if (lock === null) throw new Fault("conflict", { detail: "A backup is being made. Wait for that one." });
  try {
    await removeDrafts(parts.folder);
    const startedMs = parts.clock.monotonicMs();
    const written = await write(parts);
    const made = { ...written, seconds: Math.round(parts.clock.monotonicMs() - startedMs) / 1000 };
    await parts.ledger.recorder.record(
      systemAct(parts.installation, MAKE_KIND, { record: { type: "backup", id: made.file, version: null }, detail: made }),
    );
    await removeOld(parts);
    return made;
  } finally {
    await lock.release();
  }
}

async function lockFor({ db }: Parts, waitMs: number): Promise<Lock | null> {
  const untilMs = performance.now() + waitMs; // Real time: a test's clock stands still, the other backup does not.
  for (;;) {
    const lock = await db.tryLock(MAKE_LOCK);
    if (lock !== null || performance.now() >= untilMs) return lock;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function write(parts: Parts): Promise<Omit<BackupMade, "seconds">> {
  const { header, key } = await headerOf(parts);
  const place = backupFolder(parts.folder);
  const file = backupName(header);
  const path = join(place, file);
  const draft = `${path}.new`;
  const written =
    parts.db.kind === "embedded" ? await writeFromCopy(parts, place, draft, header) : await writeBackup(parts.db, draft, header, key);
  await rename(draft, path);
  await syncFolder(place);
  return { file, ...written };
}

/** The backup key with what must be known to open it again: looked up before the snapshot, so that its rows are in it. */
async function headerOf({ keyring, installation, folder, clock, makeId }: Parts): Promise<{ header: Header; key: Key }> {
  const key = await keyring.key("backup", installation, null);
  const row = present(await keyring.rows.byId(installation, key.id), "A key in use has its row.");
  const wrapper = present(
    await keyring.rows.byId(installation, present(row.wrappedBy, "A tenant key wraps the backup key.")),
    "A wrapping key has its row.",
  );
  const header = {
    format: "part164/backup/v1" as const,
    id: makeId<"backup">(),
    installation,
    demo: folder.isDemo,
    createdAt: clock.now().toISOString(),
    key: key.id,
    keys: [keyLine(wrapper), keyLine(row)],
  };
  return { header, key };
}
