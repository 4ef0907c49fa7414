// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { naiveConsistency, naiveInclusion, naiveRoot, naiveTile } from "../test/naive-tree.ts";
import { CompactRange } from "./compact-range.ts";
import { EMPTY_ROOT, leafHash, verifyConsistency, verifyInclusion } from "./merkle.ts";
import { consistencyProof, inclusionProof, rootAt, type ReadTiles } from "./proof.ts";

const LEAVES = Array.from({ length: 600 }, (_, n) => Uint8Array.of(n >> 8, n));
const readTiles: ReadTiles = async (tiles) => tiles.map((tile) => naiveTile(tile, LEAVES));

test("proofs from tiles are the proofs of RFC 6962", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 600 }), fc.nat(), fc.nat(), async (size, a, b) => {
      const leaves = LEAVES.slice(0, size);
      const [index, size1] = [a % size, 1 + (b % size)];
      assert.deepEqual(await inclusionProof(index, size, readTiles), naiveInclusion(index, leaves));
      assert.deepEqual(await consistencyProof(size1, size, readTiles), naiveConsistency(size1, leaves));
      assert.deepEqual(await rootAt(size, readTiles), naiveRoot(leaves));
    }),
    { numRuns: 40 },
  );
});

test("proofs across three levels of tiles hold, and ask for their tiles once", async () => {
  const size = 65_536 * 2 + 300;
  const levels: Uint8Array[][] = [[], [], []];
  const range = new CompactRange();
  const roots = new Map<number, Uint8Array>();
  for (let n = 0; n < size; n++) {
    const leaf = leafHash(Uint8Array.of(n >> 16, n >> 8, n));
    levels[0]?.push(leaf);
    range.append(leaf, (level, _, root) => levels[level + 1]?.push(root));
    if (range.size % 20_011 === 0) roots.set(range.size, range.root());
  }
  let rounds = 0;
  const read: ReadTiles = async (tiles) => {
    rounds++;
    return tiles.map(({ level, index, width }) => Buffer.concat(levels[level]?.slice(index * 256, index * 256 + width) ?? []));
  };
  for (const index of [0, 255, 256, 65_535, 65_536, 131_071, 131_072, size - 1]) {
    const leaf = levels[0]?.[index] ?? EMPTY_ROOT;
    verifyInclusion({ leaf, index, size, root: range.root(), proof: await inclusionProof(index, size, read) });
  }
  for (const [size1, root1] of roots) {
    const proof = await consistencyProof(size1, size, read);
    verifyConsistency({ size1, root1, size2: size, root2: range.root(), proof });
    assert.deepEqual(await rootAt(size1, read), root1);
  }
  assert.equal(rounds, 8 + 2 * roots.size);
});

test("a fuller tile than asked for serves as well; a missing or short one is refused", async () => {
  const fuller: ReadTiles = async (tiles) => tiles.map((tile) => naiveTile({ ...tile, width: 256 }, LEAVES));
  assert.deepEqual(await inclusionProof(3, 200, fuller), naiveInclusion(3, LEAVES.slice(0, 200)));
  await assert.rejects(
    inclusionProof(3, 200, async () => []),
    { code: "bad_tile" },
  );
  const short: ReadTiles = async (tiles) => tiles.map((tile) => naiveTile(tile, LEAVES).slice(32));
  await assert.rejects(inclusionProof(3, 200, short), { code: "bad_tile" });
});

test("no proof is made for a leaf or a tree that is not there", () => {
  assert.throws(() => inclusionProof(5, 5, readTiles), { code: "bad_proof" });
  assert.throws(() => inclusionProof(-1, 5, readTiles), { code: "bad_proof" });
  assert.throws(() => consistencyProof(6, 5, readTiles), { code: "bad_proof" });
  assert.throws(() => consistencyProof(1, 2 ** 53, readTiles), { code: "bad_proof" });
});

test("no root is computed for a size that no tree has", async () => {
  for (const size of [-1, 0.5, 2 ** 53]) await assert.rejects(rootAt(size, readTiles), { code: "bad_proof" });
});

test("the empty tree has its root and begins every tree with an empty proof", async () => {
  assert.deepEqual(await rootAt(0, readTiles), EMPTY_ROOT);
  assert.deepEqual(await consistencyProof(0, 5, readTiles), []);
  assert.deepEqual(await consistencyProof(5, 5, readTiles), []);
});
