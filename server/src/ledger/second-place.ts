// SPDX-License-Identifier: Apache-2.0
// The last checkpoint signed for each log, kept outside the database. A database that was rolled back would otherwise be signed
// again as a second history. One append and one fsync a step, however many logs moved.
import { type FileHandle, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeDurably } from "#store/data-folder.ts";
import { StoreFault } from "#store/store-fault.ts";

const Line = z.strictObject({ origin: z.string(), size: z.int().min(0), root: z.string(), note: z.string() });
export type Signed = z.infer<typeof Line>;

const FILE = "signed.jsonl";
const COMPACT_BYTES = 4_000_000;

export class SecondPlace {
  readonly #path: string;
  #last: Map<string, Signed>;
  #handle: FileHandle;
  #bytes: number;

  private constructor(path: string, last: Map<string, Signed>, handle: FileHandle, bytes: number) {
    this.#path = path;
    this.#last = last;
    this.#handle = handle;
    this.#bytes = bytes;
  }

  /** Opens `<data>/checkpoints`. A torn last line was never acknowledged and is dropped; any other damage is a fault. */
  static async open(folder: string): Promise<SecondPlace> {
    const path = join(folder, "checkpoints", FILE);
    const last = await read(path);
    await writeDurably(path, compact(last));
    const handle = await open(path, "a", 0o600);
    return new SecondPlace(path, last, handle, compact(last).length);
  }

  /** Reads again what another process may have signed since: whoever takes the lock over calls this first. */
  async reload(): Promise<void> {
    this.#last = await read(this.#path);
    await this.#compact();
  }

  last(origin: string): Signed | undefined {
    return this.#last.get(origin);
  }

  all(): readonly Signed[] {
    return [...this.#last.values()];
  }

  /** Keeps checkpoints; durable when it resolves. @throws StoreFault if one is smaller than the last of its log. */
  async keep(signed: readonly Signed[]): Promise<void> {
    for (const { origin, size, root } of signed) {
      const last = this.#last.get(origin);
      if (last !== undefined && (size < last.size || (size === last.size && root !== last.root)))
        throw new StoreFault(`A checkpoint of ${origin} contradicts the last one signed. Nothing was signed.`);
    }
    const text = signed.map((line) => `${JSON.stringify(line)}\n`).join("");
    await this.#handle.appendFile(text);
    await this.#handle.datasync();
    for (const line of signed) this.#last.set(line.origin, line);
    this.#bytes += text.length;
    if (this.#bytes > COMPACT_BYTES) await this.#compact();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #compact(): Promise<void> {
    const text = compact(this.#last);
    await this.#handle.close();
    await writeDurably(this.#path, text);
    this.#handle = await open(this.#path, "a", 0o600);
    this.#bytes = text.length;
  }
}

async function read(path: string): Promise<Map<string, Signed>> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return "";
  });
  const lines = text.split("\n");
  lines.pop(); // After the last newline: empty, or torn.
  return new Map(lines.map((line) => parseLine(line, path)).map((signed) => [signed.origin, signed]));
}

function compact(last: ReadonlyMap<string, Signed>): string {
  return [...last.values()].map((line) => `${JSON.stringify(line)}\n`).join("");
}

function parseLine(line: string, path: string): Signed {
  try {
    return Line.parse(JSON.parse(line));
  } catch {
    throw new StoreFault(`${path} is damaged, so nothing can be signed safely. Restore it from the copy you keep elsewhere.`);
  }
}
