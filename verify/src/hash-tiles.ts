// SPDX-License-Identifier: Apache-2.0
// The hash tiles of one log, held against the tree that its entries make. Memory: one tile a level.
import { equal } from "./bytes.ts";
import type { PackageFiles } from "./files.ts";
import type { Findings } from "./findings.ts";
import type { ManifestLog } from "./manifest.ts";
import { HASH_BYTES, subtreeRoot, type Hash } from "./merkle.ts";
import { TILE_WIDTH, tilePath } from "./tile.ts";

export type TilesQuestion = { readonly log: ManifestLog; readonly files: PackageFiles; readonly findings: Findings };

/** A tile that is being filled. */
type Row = { readonly hashes: Uint8Array; width: number; index: number };

export class HashTiles {
  /** Tiles that were as they should be. */
  count = 0;
  readonly #question: TilesQuestion;
  readonly #rows: Row[] = [];
  #known = true;

  constructor(question: TilesQuestion) {
    this.#question = question;
  }

  /**
   * Takes the leaf hashes of tile `index` of level 0, and the root over them if it is full. Unless `known`, its entries are lost,
   * and with them all that stands above; files are then held against the manifest only.
   */
  async add(index: number, hashes: Uint8Array, root: Hash | null, known: boolean): Promise<void> {
    this.#known &&= known;
    await this.#compare({ level: 0, index, hashes, known });
    if (root !== null) await this.#push(1, root);
  }

  /** To be called after the last tile of level 0: compares the partial tiles above. */
  async end(): Promise<void> {
    for (const [n, { hashes, width, index }] of this.#rows.entries())
      if (width > 0) await this.#compare({ level: n + 1, index, hashes: hashes.subarray(0, width * HASH_BYTES), known: this.#known });
  }

  /** Adds the root over a full tile to the level above it. */
  async #push(level: number, root: Hash): Promise<void> {
    const row = (this.#rows[level - 1] ??= { hashes: new Uint8Array(TILE_WIDTH * HASH_BYTES), width: 0, index: 0 });
    row.hashes.set(root, row.width * HASH_BYTES);
    row.width++;
    if (row.width < TILE_WIDTH) return;
    await this.#compare({ level, index: row.index, hashes: row.hashes, known: this.#known });
    await this.#push(level + 1, subtreeRoot(row.hashes));
    row.width = 0;
    row.index++;
  }

  async #compare({ level, index, hashes, known }: { level: number; index: number; hashes: Uint8Array; known: boolean }): Promise<void> {
    const { log, files, findings } = this.#question;
    const path = `logs/${log.n}/${tilePath({ level, index, width: hashes.length / HASH_BYTES })}`;
    const tile = await files.read(path, TILE_WIDTH * HASH_BYTES);
    if (tile === null || !known) return;
    if (equal(tile, hashes)) this.count++;
    else findings.fault("bad_tile", path, "its hashes are not those of the entries below it");
  }
}
