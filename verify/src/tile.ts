// SPDX-License-Identifier: Apache-2.0
// Where a log keeps its hashes and entries: C2SP tlog-tiles, "Merkle Tree" and "Log entries".
import { isSize, view } from "./bytes.ts";
import { expect } from "./error.ts";

export const TILE_WIDTH = 256;
export const LEAF_BYTES_MAX = 0xffff; // A bundle writes the length in two bytes.

/** A tile of hashes; `width` is 256 for a full one, 1 to 255 for a partial one at the right edge. */
export type Tile = { readonly level: number; readonly index: number; readonly width: number };

/** `tile/<L>/<N>[.p/<W>]`. @throws VerificationError `bad_tile` outside the ranges of tlog-tiles. */
export function tilePath({ level, index, width }: Tile): string {
  expect(isSize(level) && level < 64, "bad_tile", `no tile level ${level}`);
  return `tile/${level}/${indexPath(index, width)}`;
}

/** `tile/entries/<N>[.p/<W>]`. @throws VerificationError `bad_tile`. */
export function bundlePath(index: number, width: number): string {
  return `tile/entries/${indexPath(index, width)}`;
}

function indexPath(index: number, width: number): string {
  expect(isSize(index), "bad_tile", `no tile index ${index}`);
  expect(isSize(width) && width >= 1 && width <= TILE_WIDTH, "bad_tile", `no tile width ${width}`);
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
  const groups = digits.match(/.{3}/g) ?? [];
  const path = groups.map((group, n) => (n < groups.length - 1 ? `x${group}` : group)).join("/");
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

/** Hashes at tile level `level` in a tree of `size` leaves: one for each whole run of 256^level leaves. */
export function hashesAtLevel(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** The tile `index` of `level` as a tree of `size` leaves has it; its width is 0 or less where it has none. */
export function tileAt(size: number, level: number, index: number): Tile {
  return { level, index, width: Math.min(TILE_WIDTH, hashesAtLevel(size, level) - index * TILE_WIDTH) };
}

/** Every tile of a tree of `size` leaves, level by level, the partial ones last in their level. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0; hashesAtLevel(size, level) > 0; level++) yield* tilesBetween(0, size, level);
}

/** The full tiles of all levels that come to be as a tree grows from `from` to `to` leaves, lower levels first. */
export function* completedTiles(from: number, to: number): Generator<Tile> {
  for (let level = 0; hashesAtLevel(to, level) >= TILE_WIDTH; level++)
    for (const tile of tilesBetween(from, to, level)) if (tile.width === TILE_WIDTH) yield tile;
}

function* tilesBetween(from: number, to: number, level: number): Generator<Tile> {
  const first = Math.floor(hashesAtLevel(from, level) / TILE_WIDTH);
  for (let index = first; index * TILE_WIDTH < hashesAtLevel(to, level); index++) yield tileAt(to, level, index);
}

/** An entry bundle: each leaf after its length in two bytes. @throws VerificationError `bad_tile` for 0 or over 256 leaves, or a long one. */
export function encodeBundle(leaves: readonly Uint8Array[]): Uint8Array {
  expect(leaves.length >= 1 && leaves.length <= TILE_WIDTH, "bad_tile", `a bundle of ${leaves.length} leaves`);
  const bytes = new Uint8Array(leaves.reduce((length, leaf) => length + 2 + leaf.length, 0));
  let at = 0;
  for (const leaf of leaves) {
    expect(leaf.length <= LEAF_BYTES_MAX, "bad_tile", `a leaf of ${leaf.length} bytes`);
    view(bytes).setUint16(at, leaf.length);
    bytes.set(leaf, at + 2);
    at += 2 + leaf.length;
  }
  return bytes;
}

/** The `width` leaves of a bundle, as views of `bytes`. @throws VerificationError `bad_tile` if it holds more, fewer or a cut one. */
export function decodeBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const leaves: Uint8Array[] = [];
  const lengths = view(bytes);
  let at = 0;
  while (at < bytes.length) {
    expect(at + 2 <= bytes.length, "bad_tile", "the bundle ends within a length");
    const end = at + 2 + lengths.getUint16(at);
    expect(end <= bytes.length, "bad_tile", "the bundle ends within a leaf");
    expect(leaves.length < width, "bad_tile", `the bundle holds more than ${width} leaves`);
    leaves.push(bytes.subarray(at + 2, end));
    at = end;
  }
  expect(leaves.length === width, "bad_tile", `the bundle holds ${leaves.length} leaves, not ${width}`);
  return leaves;
}
