// SPDX-License-Identifier: Apache-2.0
// RFC 6962, section 2.1, transcribed as it is written: slow, recursive, and the referee of everything that is fast.
import { createHash } from "node:crypto";
import { TILE_WIDTH, type Tile } from "../src/tile.ts";

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

const split = (count: number): number => 2 ** Math.ceil(Math.log2(count) - 1);

/** MTH(D[n]) over leaves, not their hashes. */
export function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return sha256();
  if (leaves.length === 1) return sha256(Uint8Array.of(0), first);
  const k = split(leaves.length);
  return sha256(Uint8Array.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** PATH(m, D[n]). */
export function naiveInclusion(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k ? [...naiveInclusion(m, left), naiveRoot(right)] : [...naiveInclusion(m - k, right), naiveRoot(left)];
}

/** PROOF(m, D[n]), for 0 < m <= n. */
export function naiveConsistency(m: number, leaves: readonly Uint8Array[], known = true): Uint8Array[] {
  if (m === leaves.length) return known ? [] : [naiveRoot(leaves)];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m <= k ? [...naiveConsistency(m, left, known), naiveRoot(right)] : [...naiveConsistency(m - k, right, false), naiveRoot(left)];
}

/** A tile by the formal definition of tlog-tiles: MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l]). */
export function naiveTile({ level, index, width }: Tile, leaves: readonly Uint8Array[]): Uint8Array {
  const run = TILE_WIDTH ** level;
  const hashes = Array.from({ length: width }, (_, i) => {
    const from = (index * TILE_WIDTH + i) * run;
    return naiveRoot(leaves.slice(from, from + run));
  });
  return Buffer.concat(hashes);
}
