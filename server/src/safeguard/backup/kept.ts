// SPDX-License-Identifier: Apache-2.0
// The folder of backups: their names, which is the newest, and the removal of old ones.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import { type DataFolder, removeFile, syncFolder } from "#store/data-folder.ts";
import type { Header } from "./format.ts";

export const REMOVE_KIND = "operate.backup.remove";
const NAME = /^\d{4}-\d{2}-\d{2}T\d{6}Z-[0-9a-f-]{36}\.backup$/;
const DRAFT = /\.backup\.new$/;
/** Begins the name of a folder that holds a copy of the embedded database while a backup is made from it. */
export const COPY = "copy-";

export function backupFolder({ path }: Pick<DataFolder, "path">): string {
  return join(path, "backups");
}

/** "2026-11-02T090000Z-<id>.backup": by name is by time, and no two are alike. */
export function backupName({ createdAt, id }: Pick<Header, "createdAt" | "id">): string {
  return `${createdAt.slice(0, 19).replaceAll(":", "")}Z-${id}.backup`;
}

/** The names of the backups, oldest first. */
export async function keptBackups(folder: Pick<DataFolder, "path">): Promise<string[]> {
  return (await readdir(backupFolder(folder))).filter((name) => NAME.test(name)).sort();
}

/** What a killed process left half-written. Only by who holds the lock on making backups. */
export async function removeDrafts(folder: Pick<DataFolder, "path">): Promise<void> {
  for (const name of await readdir(backupFolder(folder)))
    if (DRAFT.test(name) || name.startsWith(COPY)) await rm(join(backupFolder(folder), name), { recursive: true, force: true });
}

/** Removes the oldest above the number kept, and records each. What was shredded is gone for good when the last backup that holds it is. */
export async function removeOld({ folder, config, ledger, installation }: Parts): Promise<void> {
  const names = await keptBackups(folder);
  for (const name of names.slice(0, Math.max(0, names.length - config.PART164_BACKUPS_KEPT))) {
    await removeFile(join(backupFolder(folder), name));
    await syncFolder(backupFolder(folder));
    await ledger.recorder.record(
      systemAct(installation, REMOVE_KIND, { record: { type: "backup", id: name, version: null }, detail: { file: name } }),
    );
  }
}

/** SHA-256 of a file, hex. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(path)) hash.update(part as Buffer); // Without an encoding it reads buffers.
  return hash.digest("hex");
}
