// SPDX-License-Identifier: Apache-2.0
// The data folder of an installation: who it is (installation.json) and who has it open (a Unix socket that is lock and line).
import { chmod, mkdir, open, readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import type { Clock } from "#base/clock.ts";
import { idMaker, isId, type InstallationId } from "#base/id.ts";
import { StoreFault } from "./store-fault.ts";

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

const Identity = z.strictObject({ installation: z.string().refine(isId), demo: z.boolean(), createdAt: z.iso.datetime() });

export type DataFolder = {
  readonly path: string;
  readonly installation: InstallationId;
  /** Demonstration and real data never mix: the mark is made with the folder and never changes. */
  readonly isDemo: boolean;
};

/**
 * Opens or makes the folder. `demo` says what a new folder is for.
 * @throws StoreFault if others may read the folder, or if a demonstration is started in a real folder or the other way round.
 */
export async function openDataFolder(path: string, demo: boolean | "either", clock: Clock): Promise<DataFolder> {
  const folder = resolve(path);
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  await refuseOthers(folder);
  for (const name of ["keys", "checkpoints", "anchor", "backups"]) await mkdir(join(folder, name), { recursive: true, mode: FOLDER_MODE });
  const file = join(folder, "installation.json");
  const text = await readFile(file, "utf8").catch(() => null);
  const identity = text === null ? await create(file, demo === true, clock) : parse(text, file);
  if (demo === true && !identity.demo)
    throw new StoreFault(`${path} holds a real installation. Start the demonstration with another --data folder.`);
  if (demo === false && identity.demo)
    throw new StoreFault(`${path} holds a demonstration. Add --demo, or start with another --data folder.`);
  return { path: folder, installation: identity.installation as InstallationId, isDemo: identity.demo }; // Parsed as an id above.
}

/** True if an installation was begun in the folder. Nothing is made. */
export async function holdsInstallation(path: string): Promise<boolean> {
  return stat(join(resolve(path), "installation.json")).then(
    () => true,
    () => false,
  );
}

async function refuseOthers(folder: string): Promise<void> {
  const { mode, uid } = await stat(folder);
  if ((mode & 0o077) === 0) return;
  if (uid !== process.getuid?.())
    throw new StoreFault(`${folder} belongs to another user and is open to others. Give Part164 a folder of its own.`);
  await chmod(folder, FOLDER_MODE); // Ours, but made by a looser hand.
}

async function create(file: string, demo: boolean, clock: Clock): Promise<z.infer<typeof Identity>> {
  const identity = { installation: idMaker(clock)(), demo, createdAt: clock.now().toISOString() };
  await writeDurably(join(dirname(file), ".gitignore"), "*\n"); // Keys and PHI are committed to no repository that the folder stands in.
  await writeDurably(file, `${JSON.stringify(identity, null, 2)}\n`);
  return identity;
}

function parse(text: string, file: string): z.infer<typeof Identity> {
  try {
    return Identity.parse(JSON.parse(text));
  } catch {
    throw new StoreFault(`${file} is damaged. Restore it from a backup; the ledger's origins are built from it.`);
  }
}

/** Writes a whole file so that after a crash either the old or the new content stands: write, fsync, rename, fsync the folder. */
export async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}.new`;
  const handle = await open(draft, "w", FILE_MODE);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncFolder(join(file, ".."));
}

/** Makes renames and removals in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes a file if it is there. */
export async function removeFile(file: string): Promise<void> {
  await unlink(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}
