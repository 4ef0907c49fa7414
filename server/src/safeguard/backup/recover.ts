// SPDX-License-Identifier: Apache-2.0
// After a restore of an older backup the database holds less than was signed. The keeper then signs nothing. Going on all the same is a
// person's decision: it is recorded what was lost, what was signed is kept aside, and an outside verifier that saw it will say so for ever.
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { openCheckpoint } from "@part164/verify/checkpoint.ts";
import { parseKey } from "@part164/verify/note.ts";
import { rootAt } from "@part164/verify/proof.ts";
import type { Clock } from "#base/clock.ts";
import type { InstallationId } from "#base/id.ts";
import { type LogTenant, systemAct } from "#ledger/act.ts";
import type { Ledger } from "#ledger/ledger.ts";
import { type Signed, SecondPlace } from "#ledger/second-place.ts";
import { tilesOfLog } from "#ledger/tree.ts";
import { syncFolder } from "#store/data-folder.ts";
import type { Database } from "#store/database.ts";
import { sql } from "#store/sql.ts";

export const RECOVER_KIND = "operate.ledger.recover";
const SEQUENCER = { role: "part164_sequencer" } as const;

/** A log of which more, or something else, was signed than the database holds. */
export type Lost = {
  readonly origin: string;
  readonly signed: Omit<Signed, "origin">;
  readonly holds: { readonly size: number; readonly root: string | null };
};

/** The logs that the database contradicts, by the second place in the data folder. */
export async function lostLogs(db: Database, data: string): Promise<Lost[]> {
  const place = await SecondPlace.open(data);
  await place.close();
  const logs = await db
    .in(SEQUENCER)
    .rows<{ tenant: LogTenant; origin: string; size: number }>(sql`select tenant, origin, size from ledger.log`);
  const byOrigin = new Map(logs.map((log) => [log.origin, log]));
  const lost: Lost[] = [];
  for (const { origin, ...signed } of place.all()) {
    const log = byOrigin.get(origin);
    const root = async (size: number): Promise<string | null> =>
      log === undefined ? null : Buffer.from(await rootAt(size, tilesOfLog(db.in(SEQUENCER), log.tenant))).toString("base64");
    if (log !== undefined && log.size >= signed.size && (await root(signed.size)) === signed.root) continue;
    lost.push({ origin, signed, holds: { size: log?.size ?? 0, root: await root(log?.size ?? 0) } });
  }
  return lost;
}

export type Recovering = { readonly ledger: Ledger; readonly installation: InstallationId; readonly data: string; readonly clock: Clock };

/**
 * Accepts that these logs go on from what the database holds: records it, one entry a log, then sets the second place's file aside and
 * keeps in the new one only what still holds. The caller has made sure that nobody signs meanwhile. Answers the name of the file set aside.
 */
export async function acceptLoss({ ledger, installation, data, clock }: Recovering, lost: readonly Lost[]): Promise<string> {
  const aside = `superseded-${clock.now().toISOString().replaceAll(/[:.]/g, "")}.jsonl`;
  for (const { origin, signed, holds } of lost)
    await ledger.recorder.record(systemAct(installation, RECOVER_KIND, { detail: { origin, signed, holds, aside } }));
  const folder = join(data, "checkpoints");
  const before = await SecondPlace.open(data);
  await before.close();
  await rename(join(folder, "signed.jsonl"), join(folder, aside));
  await syncFolder(folder);
  const gone = new Set(lost.map(({ origin }) => origin));
  await keepAll(
    data,
    before.all().filter(({ origin }) => !gone.has(origin)),
  );
  return aside;
}

/** Gives a folder without a second place the checkpoints that the backup holds, their signatures checked. */
export async function seedSecondPlace(db: Database, ledger: Ledger, data: string): Promise<void> {
  const rows = await db
    .in(SEQUENCER)
    .rows<{ tenant: LogTenant; origin: string; checkpoint: string }>(
      sql`select tenant, origin, checkpoint from ledger.log where checkpoint is not null`,
    );
  const lines: Signed[] = [];
  for (const { tenant, origin, checkpoint } of rows) {
    const { size, root } = await openCheckpoint(Buffer.from(checkpoint), origin, [parseKey(await ledger.signer.verifierKey(tenant))]);
    lines.push({ origin, size, root: Buffer.from(root).toString("base64"), note: checkpoint });
  }
  await keepAll(data, lines);
}

async function keepAll(data: string, lines: readonly Signed[]): Promise<void> {
  const place = await SecondPlace.open(data);
  await place.keep(lines);
  await place.close();
}
