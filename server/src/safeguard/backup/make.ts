// SPDX-License-Identifier: Apache-2.0
// Makes a backup [164.308(a)(7)(ii)(A)]: one consistent snapshot of every table, streamed, sealed, on disk before it is called made.
import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import type { Key } from "#seal/key.ts";
import { removeFile, syncFolder } from "#store/data-folder.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { headBytes, headHash, type Header, keyLine, type Lead, sealChunk, type Totals } from "./format.ts";
import { backupFolder, backupName, removeDrafts, removeOld } from "./kept.ts";
import { logsOf } from "./logs.ts";
import { migrationsOf, ourTables, OWNER, pagesOf } from "./tables.ts";

export const MAKE_KIND = "operate.backup.make";
const LOCK = 164_003;

export type BackupMade = {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly records: number;
  readonly entries: number;
  readonly seconds: number;
};

/**
 * Makes a backup, records it, and removes those above the number kept. With the embedded database, which has one session, requests wait
 * meanwhile. @throws Fault `conflict` if another is being made.
 */
export async function makeBackup(parts: Parts): Promise<BackupMade> {
  const lock = await parts.db.tryLock(LOCK);
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

async function write(parts: Parts): Promise<Omit<BackupMade, "seconds">> {
  const { header, key } = await headerOf(parts);
  const file = backupName(header);
  const path = join(backupFolder(parts.folder), file);
  const draft = `${path}.new`;
  const handle = await open(draft, "wx", 0o600);
  try {
    const writer = new Writer(handle, key, header);
    const { records, entries } = await parts.db.transaction(OWNER, (tx) => writeAll(tx, writer));
    await handle.sync();
    await handle.close();
    await rename(draft, path);
    await syncFolder(backupFolder(parts.folder));
    return { file, sha256: writer.sha256(), bytes: writer.bytes, records, entries };
  } catch (error) {
    await handle.close().catch(() => {});
    await removeFile(draft);
    throw error;
  }
}

/** The backup key with what must be known to open it again: looked up before the transaction, which holds the embedded database's one session. */
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

/** Writes chunks in their order and keeps the hash of all of them. */
class Writer {
  readonly #handle: FileHandle;
  readonly #key: Key;
  readonly #head: Buffer;
  readonly #hash: Hash = createHash("sha256");
  #number = 0;
  bytes = 0;

  constructor(handle: FileHandle, key: Key, header: Header) {
    this.#handle = handle;
    this.#key = key;
    this.#head = headBytes(header);
  }

  async head(): Promise<void> {
    await this.#append(this.#head);
  }

  async chunk(lead: Lead, rows: readonly string[] = []): Promise<void> {
    const place = { head: headHash(this.#head), number: this.#number++, isLast: lead.holds === "totals" };
    await this.#append(await sealChunk(this.#key, place, lead, rows));
  }

  sha256(): string {
    return this.#hash.copy().digest("hex");
  }

  async #append(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    this.bytes += bytes.length;
    await this.#handle.appendFile(bytes);
  }
}

async function writeAll(tx: Queryable, writer: Writer): Promise<Totals> {
  await tx.run(sql`set transaction isolation level repeatable read, read only`);
  await writer.head();
  await writer.chunk({ holds: "schema", migrations: await migrationsOf(tx) });
  const tables: Record<string, number> = {};
  for (const table of await ourTables(tx)) {
    let count = 0;
    for await (const rows of pagesOf(tx, table)) {
      await writer.chunk({ holds: "rows", table: table.name }, rows);
      count += rows.length;
    }
    tables[table.name] = count;
  }
  const totals = { tables, logs: await logsOf(tx), records: tables["phi.record"] ?? 0, entries: tables["ledger.event"] ?? 0 };
  await writer.chunk({ holds: "totals", totals });
  return totals;
}
