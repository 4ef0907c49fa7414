// SPDX-License-Identifier: Apache-2.0
// Writes one consistent snapshot of every table: streamed, sealed, on disk before it is called written.
import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import type { Key } from "#seal/key.ts";
import { removeFile } from "#store/data-folder.ts";
import type { Database, Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { headBytes, headHash, type Header, type Lead, sealChunk, type Totals } from "./format.ts";
import { logsOf } from "./logs.ts";
import { migrationsOf, ourTables, OWNER, pagesOf } from "./tables.ts";

export type Written = { readonly sha256: string; readonly bytes: number; readonly records: number; readonly entries: number };

/** Writes a backup of `db` to the new file `path`, in one transaction. If it fails, no file stays. */
export async function writeBackup(db: Database, path: string, header: Header, key: Key): Promise<Written> {
  const handle = await open(path, "wx", 0o600);
  try {
    const writer = new Writer(handle, key, header);
    const { records, entries } = await db.transaction(OWNER, (tx) => writeAll(tx, writer));
    await handle.sync();
    await handle.close();
    return { sha256: writer.sha256(), bytes: writer.bytes, records, entries };
  } catch (error) {
    await handle.close().catch(() => {});
    await removeFile(path);
    throw error;
  }
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
