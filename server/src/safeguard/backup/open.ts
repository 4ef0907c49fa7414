// SPDX-License-Identifier: Apache-2.0
// Reads a backup: first whose it is and whether the root key opens it, then chunk by chunk in order to the end.
import { type FileHandle, open } from "node:fs/promises";
import { BrokenInvariant } from "#base/assert.ts";
import type { Clock } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import { idMaker, type InstallationId, type KeyId } from "#base/id.ts";
import type { KeyCustodian } from "#seal/custodian.ts";
import type { KeyRows } from "#seal/key-rows.ts";
import type { Key, KeyRow } from "#seal/key.ts";
import { Keyring } from "#seal/keyring.ts";
import { StoreFault } from "#store/store-fault.ts";
import {
  broken,
  type Chunk,
  CHUNK_BYTES_MAX,
  FRAME_BYTES,
  HEADER_BYTES_MAX,
  headHash,
  type Header,
  keyRow,
  MAGIC,
  openChunk,
  parseHeader,
} from "./format.ts";

export type BackupFile = {
  readonly header: Header;
  /** Every chunk, authenticated, once. Ends normally only after the last one, with nothing behind it. @throws Fault `backup_broken`. */
  chunks(key: Key): AsyncGenerator<Chunk>;
  close(): Promise<void>;
};

/** Opens the file and reads its header, which is trusted only as far as a chunk opens under it. @throws Fault `backup_broken`; StoreFault if there is no such file. */
export async function openBackupFile(path: string): Promise<BackupFile> {
  const handle = await open(path, "r").catch((error: unknown) => {
    throw new StoreFault(`The backup ${path} cannot be read. Is it there, and yours?`, { cause: error });
  });
  try {
    const { size } = await handle.stat();
    const lead = await read(handle, 0, MAGIC.length + 4);
    if (Buffer.compare(lead.subarray(0, MAGIC.length), MAGIC) !== 0) throw broken();
    const length = lead.readUInt32BE(MAGIC.length);
    if (length > HEADER_BYTES_MAX) throw broken();
    const text = await read(handle, lead.length, length);
    const header = parseHeader(text);
    const head = headHash(Buffer.concat([lead, text]));
    return { header, chunks: (key) => chunksOf({ handle, key, head, at: lead.length + length, size }), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

type Reading = { readonly handle: FileHandle; readonly key: Key; readonly head: Buffer; readonly at: number; readonly size: number };

async function* chunksOf({ handle, key, head, at: start, size }: Reading): AsyncGenerator<Chunk> {
  let at = start;
  for (let number = 0; ; number++) {
    const frame = await read(handle, at, FRAME_BYTES);
    const length = frame.readUInt32BE(1);
    if (frame.readUInt8() > 1 || length > Math.min(CHUNK_BYTES_MAX, size - at - FRAME_BYTES)) throw broken();
    const isLast = frame.readUInt8() === 1;
    const chunk = await openChunk(key, { head, number, isLast }, await read(handle, at + FRAME_BYTES, length));
    if ((chunk.holds === "totals") !== isLast || (chunk.holds === "schema") !== (number === 0)) throw broken();
    at += FRAME_BYTES + length;
    if (isLast && at !== size) throw broken();
    yield chunk;
    if (isLast) return;
  }
}

async function read(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw broken();
    done += bytesRead;
  }
  return bytes;
}

/** The key that opens a backup, by the root key alone: no database is needed. @throws Fault `backup_broken` if that root key is not its own; `custodian_gone` without one. */
export async function backupKey(header: Header, custodian: KeyCustodian, clock: Clock): Promise<Key> {
  const keyring = new Keyring({ custodian, rows: rowsOf(header.keys.map(keyRow)), clock, makeId: idMaker(clock) });
  try {
    const key = await keyring.keyById(header.installation as InstallationId, header.key as KeyId); // Ids by the header's schema.
    if (key.kind === "backup") return key;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "sealed_broken") throw error;
  }
  throw new Fault("backup_broken", {
    detail: "The root key in keys/root.json does not open this backup: it is another installation's, or it is damaged.",
  });
}

/** The header's keys, read-only. */
function rowsOf(rows: readonly KeyRow[]): KeyRows {
  const never = (): never => {
    throw new BrokenInvariant("Opening a backup writes no key and looks for none but those in its header.");
  };
  return {
    byId: async (tenant, id) => rows.find((row) => row.id === id && row.tenant === tenant),
    active: never,
    versions: never,
    wrappedBy: never,
    wrappedByRoot: never,
    insert: never,
    replaceWrapped: never,
    retire: never,
    destroy: never,
  };
}
