// SPDX-License-Identifier: Apache-2.0
// One process a data folder. The Unix socket in the folder is the lock, and the line on which commands reach the holder.
// Two processes on one embedded database silently lose one side's acknowledged rows, so a doubt means refusal.
import { type FileHandle, open, rename, stat, unlink } from "node:fs/promises";
import { type Server, type Socket, connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { StoreFault } from "./store-fault.ts";

const SOCKET = "part164.sock";
const TAKEOVER = "part164.takeover";
const TAKEOVER_WAIT_MS = 50;
const TAKEOVER_TRIES = 400;
const TAKEOVER_STALE_MS = 10_000;

export type FolderLock = { release(): Promise<void> };

/**
 * Takes the folder, or answers null when a living process holds it. `serve` gets every connection of a command.
 * @throws StoreFault if it cannot be told whether somebody holds it.
 */
export async function takeFolder(folder: string, serve: (line: Socket) => void): Promise<FolderLock | null> {
  const door = await Door.to(folder);
  try {
    const takeover = await enterTakeover(folder);
    try {
      if (await answers(door.path)) return await door.close().then(() => null);
      await unlink(join(folder, SOCKET)).catch(() => {}); // Left by a killed process: nobody answered, and nobody else may look now.
      const lines = new Set<Socket>();
      const server = await listen(door.path, (line) => {
        lines.add(line.once("close", () => lines.delete(line)));
        serve(line);
      });
      return {
        async release() {
          for (const line of lines) line.destroy(); // Who says nothing on it does not hold the folder.
          await stop(server, folder, door);
        },
      };
    } finally {
      await takeover();
    }
  } catch (error) {
    await door.close();
    throw error;
  }
}

/** A line to the process that holds the folder, or null if none does. */
export async function callHolder(folder: string): Promise<Socket | null> {
  const door = await Door.to(folder);
  try {
    return await dial(door.path);
  } finally {
    await door.close();
  }
}

/** The socket's path. Socket paths are limited to about 100 bytes; a longer folder is reached through an open handle (Linux). */
class Door {
  readonly path: string;
  readonly #handle: FileHandle | undefined;

  private constructor(path: string, handle?: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  static async to(folder: string): Promise<Door> {
    const direct = join(folder, SOCKET);
    if (Buffer.byteLength(direct) < 100) return new Door(direct);
    if (process.platform !== "linux")
      throw new StoreFault(`${folder} is too long a path for a socket (100 bytes). Choose a shorter --data folder.`);
    const handle = await open(folder, "r");
    return new Door(`/proc/self/fd/${handle.fd}/${SOCKET}`, handle);
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }
}

/** Only one starter at a time judges whether the socket is dead; otherwise two could each remove the other's. */
async function enterTakeover(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, TAKEOVER);
  for (let attempt = 0; attempt < TAKEOVER_TRIES; attempt++) {
    const handle = await open(file, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
      return null;
    });
    if (handle !== null) {
      await handle.close();
      return () => unlink(file).catch(() => {});
    }
    await removeStale(file);
    await wait(TAKEOVER_WAIT_MS);
  }
  throw new StoreFault(`${file} is held by another process that is starting. Try again; if none is, remove the file.`);
}

/** A takeover lasts milliseconds. One that is older was left by a killed starter: whoever renames that very file may go on. */
async function removeStale(file: string): Promise<void> {
  const before = await stat(file).catch(() => null);
  // oxlint-disable-next-line no-restricted-properties -- compared with the file system's clock, not with ours.
  if (before === null || Date.now() - before.mtimeMs < TAKEOVER_STALE_MS) return;
  const aside = `${file}.${process.pid}`;
  await rename(file, aside).catch(() => {});
  const moved = await stat(aside).catch(() => null);
  if (moved !== null && moved.ino !== before.ino) await rename(aside, file).catch(() => {});
  else await unlink(aside).catch(() => {});
}

async function answers(path: string): Promise<boolean> {
  const line = await dial(path);
  line?.destroy();
  return line !== null;
}

function dial(path: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const line = connect(path);
    line.once("connect", () => {
      line.removeAllListeners("error");
      resolve(line);
    });
    line.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ECONNREFUSED") resolve(null);
      else reject(new StoreFault("The data folder's socket cannot be asked. Check who owns the folder.", { cause: error }));
    });
  });
}

function listen(path: string, serve: (line: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(serve);
    server.once("error", (error) => reject(new StoreFault("The data folder's socket cannot be made.", { cause: error })));
    server.listen(path, () => resolve(server));
    server.unref();
  });
}

async function stop(server: Server, folder: string, door: Door): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  await unlink(join(folder, SOCKET)).catch(() => {});
  await door.close();
}
