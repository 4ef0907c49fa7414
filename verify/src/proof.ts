// SPDX-License-Identifier: Apache-2.0
// Proofs computed from tiles. All tiles that a proof needs are asked for at once, so that a database answers in one round trip.
import { isSize } from "./bytes.ts";
import { expect } from "./error.ts";
import { EMPTY_ROOT, HASH_BYTES, nodeHash, subtreeRoot, type Hash } from "./merkle.ts";
import { tileAt, type Tile } from "./tile.ts";

/** Gives the bytes of each tile asked for, in order. A tile may be wider than asked: a log may drop a partial one once it is full. */
export type ReadTiles = (tiles: readonly Tile[]) => Promise<readonly Uint8Array[]>;

/** Leaves `from` up to and excluding `to`. */
type Span = { readonly from: number; readonly to: number };

/** 2^height leaves, the `index`-th such run. */
type Subtree = { readonly height: number; readonly index: number };

const TILE_HEIGHT = 8;

/** The proof that leaf `index` is in the tree of `size` leaves (RFC 6962, section 2.1.1). @throws VerificationError `bad_proof`, `bad_tile`. */
export function inclusionProof(index: number, size: number, readTiles: ReadTiles): Promise<Hash[]> {
  expect(isSize(index) && isSize(size) && index < size, "bad_proof", `no leaf ${index} in a tree of ${size}`);
  return rootsOf(inclusionPath(index, { from: 0, to: size }), size, readTiles);
}

/** The proof that the tree of `size1` leaves begins that of `size2` (RFC 6962, section 2.1.2). @throws VerificationError as above. */
export function consistencyProof(size1: number, size2: number, readTiles: ReadTiles): Promise<Hash[]> {
  expect(isSize(size1) && isSize(size2) && size1 <= size2, "bad_proof", `a tree of ${size2} has not grown from ${size1}`);
  const path = size1 === 0 ? [] : consistencyPath(size1, { from: 0, to: size2 }, true);
  return rootsOf(path, size2, readTiles);
}

/** The root of the tree of `size` leaves. @throws VerificationError `bad_tile`. */
export async function rootAt(size: number, readTiles: ReadTiles): Promise<Hash> {
  expect(isSize(size), "bad_proof", `no tree of ${size}`);
  const [root] = size === 0 ? [EMPTY_ROOT] : await rootsOf([{ from: 0, to: size }], size, readTiles);
  return root ?? EMPTY_ROOT; // One span gives one root.
}

/** PATH(m, D[n]) of RFC 6962, as the spans whose roots it lists. */
function inclusionPath(index: number, { from, to }: Span): Span[] {
  if (to - from <= 1) return [];
  const middle = from + powerBelow(to - from);
  return index < middle
    ? [...inclusionPath(index, { from, to: middle }), { from: middle, to }]
    : [...inclusionPath(index, { from: middle, to }), { from, to: middle }];
}

/** SUBPROOF(m, D[n], b) of RFC 6962; `known` while the old root itself is the hash that begins the path. */
function consistencyPath(size1: number, { from, to }: Span, known: boolean): Span[] {
  if (size1 === to) return known ? [] : [{ from, to }];
  const middle = from + powerBelow(to - from);
  return size1 <= middle
    ? [...consistencyPath(size1, { from, to: middle }, known), { from: middle, to }]
    : [...consistencyPath(size1, { from: middle, to }, false), { from, to: middle }];
}

async function rootsOf(spans: readonly Span[], size: number, readTiles: ReadTiles): Promise<Hash[]> {
  const subtrees = spans.map(wholeSubtrees);
  const tiles = new Map<string, Tile>();
  for (const subtree of subtrees.flat()) {
    const tile = tileOf(subtree, size);
    tiles.set(keyOf(tile), tile);
  }
  const read = await readTiles([...tiles.values()]);
  const bytes = new Map([...tiles.keys()].map((key, n) => [key, read[n]]));
  const hashOf = (subtree: Subtree): Hash => {
    const tile = tileOf(subtree, size);
    const hashes = bytes.get(keyOf(tile));
    expect(hashes !== undefined && hashes.length >= tile.width * HASH_BYTES, "bad_tile", `tile ${keyOf(tile)} is missing or too short`);
    const run = 2 ** (subtree.height % TILE_HEIGHT);
    const at = (subtree.index * run - tile.index * 2 ** TILE_HEIGHT) * HASH_BYTES;
    return subtreeRoot(hashes.subarray(at, at + run * HASH_BYTES));
  };
  return subtrees.map((parts) => parts.map(hashOf).reduceRight((right, left) => nodeHash(left, right)));
}

/** The whole subtrees that a span falls into, largest first: one, except at the right edge of a tree. */
function wholeSubtrees({ from, to }: Span): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = from; at < to;) {
    let height = 0;
    while (at + 2 ** (height + 1) <= to && at % 2 ** (height + 1) === 0) height++;
    subtrees.push({ height, index: at / 2 ** height });
    at += 2 ** height;
  }
  return subtrees;
}

function tileOf({ height, index }: Subtree, size: number): Tile {
  const level = Math.floor(height / TILE_HEIGHT);
  return tileAt(size, level, Math.floor((index * 2 ** (height % TILE_HEIGHT)) / 2 ** TILE_HEIGHT));
}

const keyOf = ({ level, index }: Tile): string => `${level}/${index}`;

/** The largest power of two below `count`, which is at least 2. */
function powerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
