// SPDX-License-Identifier: Apache-2.0
// The root keys in a file of the data folder: for one machine whose disk is itself encrypted. Whoever copies this file and the
// database has everything, so the two belong in different backups.
import { createSecretKey, type KeyObject } from "node:crypto";
import { constants } from "node:fs";
import { chmod, link, mkdir, open, rename, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { assert } from "#base/assert.ts";
import type { Clock } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import { unpredictableBytes, unpredictableToken } from "#base/random.ts";
import type { KeyCustodian } from "./custodian.ts";
import { gcmOpen, gcmSeal, NONCE_BYTES, SECRET_BYTES, TAG_BYTES } from "./gcm.ts";
import { parseRootKeys, rootKeysText, type RootKey } from "./root-keys.ts";

export type FileCustodianOptions = {
  /** The data folder; the root keys go to `keys/root.json` in it. */
  readonly data: string;
  readonly clock: Clock;
  /**
   * True only for an installation without any key yet. An absent file is otherwise a lost file: making a new one in silence would
   * wrap new keys under a root that the restored file then erases.
   */
  readonly create: boolean;
};

/** Opens the file custodian. @throws Fault `custodian_gone` if the file is absent, damaged, or readable by others. */
export async function openFileCustodian(options: FileCustodianOptions): Promise<KeyCustodian> {
  const folder = join(options.data, "keys");
  if (options.create) await createRoot(folder, options.clock);
  const custodian = new FileCustodian(folder, options.clock);
  await custodian.rewrapNeeded(new Uint8Array(WRAPPED_BYTES)); // Reads the file: a server that cannot open anything must not start.
  return custodian;
}

const FORMAT = 1;
const HEAD_BYTES = 5; // Format (1), root version (4).
const WRAPPED_BYTES = HEAD_BYTES + NONCE_BYTES + SECRET_BYTES + TAG_BYTES;
const FILE = "root.json";

/** INVARIANT: one process owns the data folder (its lock is the socket), so serialising rotations here is enough. */
class FileCustodian implements KeyCustodian {
  readonly name = "file";
  readonly #folder: string;
  readonly #clock: Clock;
  #rotating: Promise<void> = Promise.resolve();

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  async wrap(key: Uint8Array, context: Uint8Array): Promise<Uint8Array> {
    assert(key.length === SECRET_BYTES, "A key to wrap has 32 bytes.");
    const root = newest(await readRoot(this.#folder));
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt8(FORMAT);
    head.writeUInt32BE(root.version, 1);
    const nonce = unpredictableBytes(NONCE_BYTES);
    return Buffer.concat([head, nonce, gcmSeal(secretOf(root), nonce, Buffer.concat([head, context]), key)]);
  }

  async unwrap(wrapped: Uint8Array, context: Uint8Array): Promise<Uint8Array> {
    const version = rootVersion(wrapped);
    const root = (await readRoot(this.#folder)).find((key) => key.version === version);
    if (!root)
      throw new Fault("custodian_gone", {
        detail: "keys/root.json lacks a root key that is in use. Restore the newer file.",
      });
    const nonce = wrapped.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES);
    const aad = Buffer.concat([wrapped.subarray(0, HEAD_BYTES), context]);
    return gcmOpen(secretOf(root), nonce, aad, wrapped.subarray(HEAD_BYTES + NONCE_BYTES));
  }

  rotate(): Promise<void> {
    const rotation = this.#rotating.then(async () => {
      const keys = await readRoot(this.#folder);
      const next = newRootKey(newest(keys).version + 1, this.#clock);
      await putWhole(this.#folder, rootKeysText([...keys, next]), rename);
    });
    this.#rotating = rotation.catch(() => {}); // A failed rotation is its caller's to know; the next one may still succeed.
    return rotation;
  }

  async rewrapNeeded(wrapped: Uint8Array): Promise<boolean> {
    const newestVersion = newest(await readRoot(this.#folder)).version;
    return wrapped.length !== WRAPPED_BYTES || Buffer.from(wrapped.buffer, wrapped.byteOffset).readUInt32BE(1) !== newestVersion;
  }
}

function rootVersion(wrapped: Uint8Array): number {
  if (wrapped.length !== WRAPPED_BYTES || wrapped[0] !== FORMAT) throw new Fault("sealed_broken");
  return Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.length).readUInt32BE(1);
}

function newest(keys: readonly RootKey[]): RootKey {
  const last = keys.at(-1);
  assert(last !== undefined, "A root key file holds at least one key.");
  return last;
}

function secretOf(root: RootKey): KeyObject {
  return createSecretKey(root.key);
}

function newRootKey(version: number, clock: Clock): RootKey {
  return { version, createdAt: clock.now().toISOString(), key: unpredictableBytes(SECRET_BYTES) };
}

/** Reads the file anew each time: it is small, the need is rare (a tenant key's cache ran out), and a removed file must count at once. */
async function readRoot(folder: string): Promise<readonly RootKey[]> {
  try {
    const place = await stat(folder);
    refuseLoose("keys", place.mode, 0o700);
    await using file = await open(join(folder, FILE), constants.O_RDONLY | constants.O_NOFOLLOW);
    refuseLoose("keys/root.json", (await file.stat()).mode, 0o600);
    return parseRootKeys(await file.readFile("utf8"));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("custodian_gone", { cause: error });
  }
}

function refuseLoose(what: string, mode: number, wanted: number): void {
  if ((mode & 0o777 & ~wanted) === 0) return;
  const octal = (bits: number): string => (bits & 0o777).toString(8).padStart(4, "0");
  throw new Fault("custodian_gone", {
    detail: `${what} has mode ${octal(mode)}: others may read it. Set it to ${octal(wanted)}.`,
  });
}

async function createRoot(folder: string, clock: Clock): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (made !== undefined) await chmod(folder, 0o700); // Not narrowed by an odd umask.
    // link, unlike rename, fails when the file exists: an existing root key is never replaced.
    await putWhole(folder, rootKeysText([newRootKey(1, clock)]), link);
    await flushFolder(dirname(folder)); // That `keys` itself is there must survive a power cut too.
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return;
    throw new Fault("custodian_gone", { cause: error });
  }
}

/** Puts a whole file in its place or leaves the old one: written beside it, flushed, moved, and the folder flushed. */
async function putWhole(folder: string, text: string, move: (from: string, to: string) => Promise<void>): Promise<void> {
  const beside = join(folder, `${FILE}.${unpredictableToken(6)}`);
  try {
    await using file = await open(beside, "wx", 0o600);
    await file.writeFile(text);
    await file.sync();
    await move(beside, join(folder, FILE));
  } finally {
    await unlink(beside).catch(() => {}); // Moved, or never made.
  }
  await flushFolder(folder);
}

async function flushFolder(folder: string): Promise<void> {
  await using place = await open(folder, constants.O_RDONLY);
  await place.sync();
}
