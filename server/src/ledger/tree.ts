// SPDX-License-Identifier: Apache-2.0
// The Merkle trees as the database holds them: full tiles, and the leaves' hashes from which partial tiles are rendered on demand.
import type { CompactRange } from "@part164/verify/compact-range.ts";
import type { ReadTiles } from "@part164/verify/proof.ts";
import { type Tile, TILE_WIDTH } from "@part164/verify/tile.ts";
import { subtreeRoot } from "@part164/verify/merkle.ts";
import { assert } from "#base/assert.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { LogTenant } from "./act.ts";

/** Reads tiles of one log for proofs. `db` may be a reader of that tenant or the sequencer. */
export function tilesOfLog(db: Queryable, tenant: LogTenant): ReadTiles {
  return (tiles) => Promise.all(tiles.map((tile) => readTile(db, tenant, tile)));
}

/** The hashes of one tile; a partial one is computed from the level below. */
export async function readTile(db: Queryable, tenant: LogTenant, { level, index, width }: Tile): Promise<Uint8Array> {
  if (width === TILE_WIDTH) {
    const full = await db.maybe<{ hashes: Uint8Array }>(
      sql`select hashes from ledger.tile where tenant = ${tenant} and level = ${level} and n = ${index}`,
    );
    if (full !== undefined) return full.hashes;
  }
  const from = index * TILE_WIDTH;
  const rows =
    level === 0
      ? await db.rows<{ hash: Uint8Array }>(
          sql`select hash from ledger.leaf where tenant = ${tenant} and idx >= ${from} and idx < ${from + width} order by idx`,
        )
      : (
          await db.rows<{ hashes: Uint8Array }>(
            sql`select hashes from ledger.tile where tenant = ${tenant} and level = ${level - 1} and n >= ${from} and n < ${from + width} order by n`,
          )
        ).map(({ hashes }) => ({ hash: subtreeRoot(hashes) }));
  assert(rows.length === width, "A log holds every tile of its size.");
  return Buffer.concat(rows.map(({ hash }) => hash));
}

/** A full tile that a step of the sequencer completed. */
export type FullTile = { readonly level: number; readonly index: number; readonly hashes: Uint8Array };

/** A log in the sequencer's memory during one step: its right edge, growing. */
export class GrowingTree {
  readonly range: CompactRange;
  readonly full: FullTile[] = [];
  readonly #pending = new Map<number, Uint8Array[]>();

  /** `pending` are the hashes of the partial tiles at the right edge, by level. */
  constructor(range: CompactRange, pending: ReadonlyMap<number, Uint8Array[]>) {
    this.range = range;
    for (const [level, hashes] of pending) this.#pending.set(level, [...hashes]);
  }

  append(leafHash: Uint8Array): void {
    this.#add(0, leafHash);
    this.range.append(leafHash, (level, index, root) => this.#complete(level, index, root));
  }

  #add(level: number, hash: Uint8Array): void {
    const hashes = this.#pending.get(level);
    if (hashes === undefined) this.#pending.set(level, [hash]);
    else hashes.push(hash);
  }

  #complete(level: number, index: number, root: Uint8Array): void {
    const hashes = this.#pending.get(level) ?? [];
    assert(hashes.length === TILE_WIDTH, "A tile is full when 256 hashes stand in it.");
    this.full.push({ level, index, hashes: Buffer.concat(hashes) });
    this.#pending.set(level, []);
    this.#add(level + 1, root);
  }
}

/** The hashes of the partial tiles at the right edge of a log of `size` leaves. */
export async function partialTiles(db: Queryable, tenant: LogTenant, size: number): Promise<Map<number, Uint8Array[]>> {
  const partial = new Map<number, Uint8Array[]>();
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH)) {
    const width = count % TILE_WIDTH;
    if (width === 0) continue;
    const bytes = await readTile(db, tenant, { level, index: Math.floor(count / TILE_WIDTH), width });
    partial.set(
      level,
      Array.from({ length: width }, (_, n) => bytes.subarray(n * 32, n * 32 + 32)),
    );
  }
  return partial;
}
