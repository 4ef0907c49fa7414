// SPDX-License-Identifier: Apache-2.0
// The restore drill [164.308(a)(7)(ii)(D)]: the newest backup is restored for real into a scratch database, compared, opened, and thrown
// away. A backup that was never restored is a hope.
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import type { Lock } from "#store/database.ts";
import { type Drilled, SCRATCH } from "./drill-scratch.ts";
import { drillInThread } from "./drill-thread.ts";
import { backupFolder, keptBackups } from "./kept.ts";

export const DRILL_KIND = "operate.restore.drill";
/** Advisory lock on drilling. */
export const DRILL_LOCK = 164_004;
const WAIT_MS = 60_000;
/** An entry holds 64 kB; of more logs than this it tells the number, and the backup itself holds the rest. */
const LOGS_TOLD = 100;

export type Drill = Drilled & { readonly file: string; readonly seconds: number };

/**
 * Restores the newest backup into a scratch database within the data folder and records what came of it.
 * @throws Fault `not_found` without a backup, `backup_broken` or `sealed_broken` when it does not hold, `conflict` while another drill runs.
 */
export async function drillRestore(parts: Parts): Promise<Drill> {
  const { clock, folder, installation, ledger } = parts;
  const lock = await lockFor(parts);
  const startedMs = clock.monotonicMs();
  const place = backupFolder(folder);
  try {
    await removeScratches(place);
    const file = (await keptBackups(folder)).at(-1);
    if (file === undefined) throw new Fault("not_found", { detail: "There is no backup yet. Make one: part164 backup." });
    const drilled = await drillInThread({ data: folder.path, folder: place, file });
    const drill = { file, ...drilled, seconds: Math.round(clock.monotonicMs() - startedMs) / 1000 };
    const detail = { ...drill, logs: drill.logs.slice(0, LOGS_TOLD), logCount: drill.logs.length };
    await ledger.recorder.record(systemAct(installation, DRILL_KIND, { record: { type: "backup", id: file, version: null }, detail }));
    return drill;
  } catch (error) {
    const outcome = error instanceof Fault ? error.code : "failed";
    await ledger.recorder.record(systemAct(installation, DRILL_KIND, { outcome })).catch(() => {}); // The check that asked says it too.
    throw error;
  } finally {
    await removeScratches(place);
    await lock.release();
  }
}

/** The lock on drilling. Two that ask at once drill one after the other. @throws Fault `conflict` after a minute. */
async function lockFor({ db, clock }: Parts): Promise<Lock> {
  const startedMs = clock.monotonicMs();
  for (;;) {
    const lock = await db.tryLock(DRILL_LOCK);
    if (lock !== null) return lock;
    if (clock.monotonicMs() - startedMs > WAIT_MS) throw new Fault("conflict", { detail: "Another drill is under way." });
    await sleep(WAIT_MS / 60);
  }
}

async function removeScratches(place: string): Promise<void> {
  for (const name of await readdir(place)) if (name.startsWith(SCRATCH)) await rm(join(place, name), { recursive: true, force: true });
}
