// SPDX-License-Identifier: Apache-2.0
// The right edge of a growing tree: the roots of its whole subtrees, largest first. It is all that a log has to remember to go on.
import { concat, copy, readUint64, uint64 } from "./bytes.ts";
import { expect } from "./error.ts";
import { EMPTY_ROOT, HASH_BYTES, nodeHash, type Hash } from "./merkle.ts";

/** Hears of each tile that becomes full: its level, its index and the root over its 256 hashes. */
export type TileCompleted = (level: number, index: number, root: Hash) => void;

const TILE_HEIGHT = 8;

export class CompactRange {
  #size = 0;
  readonly #roots: Hash[] = [];

  /** Leaves so far. */
  get size(): number {
    return this.#size;
  }

  /** Adds a leaf's hash. */
  append(leaf: Hash, completed?: TileCompleted): void {
    this.appendSubtree(0, leaf, completed);
  }

  /**
   * Adds the root of 2^height leaves at once.
   * @throws VerificationError `bad_tile` unless the size so far is a multiple of 2^height.
   */
  appendSubtree(height: number, root: Hash, completed?: TileCompleted): void {
    expect(root.length === HASH_BYTES, "bad_tile", `a hash of ${root.length} bytes`);
    expect(this.#size % 2 ** height === 0, "bad_tile", `no subtree of height ${height} begins at ${this.#size}`);
    let hash = root;
    let nodes = this.#size / 2 ** height;
    this.#size += 2 ** height;
    for (let level = height + 1; nodes % 2 === 1; level++) {
      hash = nodeHash(this.#roots.pop() ?? EMPTY_ROOT, hash); // Never empty: one root a set bit of the size.
      nodes = (nodes - 1) / 2;
      if (level % TILE_HEIGHT === 0) completed?.(level / TILE_HEIGHT - 1, nodes, hash);
    }
    this.#roots.push(hash);
  }

  /** The root of the tree so far. */
  root(): Hash {
    return this.#roots.reduceRight<Hash | null>((right, left) => (right === null ? left : nodeHash(left, right)), null) ?? EMPTY_ROOT;
  }

  /** The size in 8 bytes, then the hashes. */
  toBytes(): Uint8Array {
    return concat(uint64(this.#size), ...this.#roots);
  }

  /** @throws VerificationError `bad_encoding` for bytes that `toBytes` cannot have written. */
  static fromBytes(bytes: Uint8Array): CompactRange {
    const range = new CompactRange();
    range.#size = readUint64(bytes, 0);
    const count = BigInt(range.#size).toString(2).replaceAll("0", "").length;
    expect(bytes.length === 8 + count * HASH_BYTES, "bad_encoding", "a compact range of the wrong length");
    for (let at = 8; at < bytes.length; at += HASH_BYTES) range.#roots.push(copy(bytes, at, at + HASH_BYTES));
    return range;
  }
}
