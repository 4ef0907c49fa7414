// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { naiveRoot, naiveTile } from "../test/naive-tree.ts";
import { CompactRange } from "./compact-range.ts";
import { leafHash, subtreeRoot } from "./merkle.ts";

const leavesOf = (count: number): Uint8Array[] => Array.from({ length: count }, (_, n) => Uint8Array.of(n >> 8, n));

test("the root is the tree's at every size, and survives being written down", () => {
  const leaves = leavesOf(70);
  let range = new CompactRange();
  for (let size = 0; size <= leaves.length; size++) {
    assert.equal(range.size, size);
    assert.deepEqual(range.root(), naiveRoot(leaves.slice(0, size)), `size ${size}`);
    range = CompactRange.fromBytes(range.toBytes());
    const next = leaves[size];
    if (next !== undefined) range.append(leafHash(next));
  }
});

test("whole subtrees may be added at once, in any mixture, but only where they begin", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 12 }), (heights) => {
      const range = new CompactRange();
      for (const height of heights) {
        const leaves = leavesOf(range.size + 2 ** height).slice(range.size);
        const add = (): void => range.appendSubtree(height, naiveRoot(leaves));
        if (range.size % 2 ** height === 0) add();
        else assert.throws(add, { code: "bad_tile" });
      }
      assert.deepEqual(range.root(), naiveRoot(leavesOf(range.size)));
    }),
  );
});

test("a full tile is announced once, with its level, index and root", () => {
  const leaves = leavesOf(1030);
  const heard: [number, number, Uint8Array][] = [];
  const range = new CompactRange();
  for (const leaf of leaves) range.append(leafHash(leaf), (...tile) => heard.push(tile));
  const expected = [0, 1, 2, 3].map((index) => [0, index, subtreeRoot(naiveTile({ level: 0, index, width: 256 }, leaves))]);
  assert.deepEqual(heard, expected);
});

test("level 1 is announced when 65,536 leaves are there", () => {
  const heard: string[] = [];
  const range = new CompactRange();
  for (let n = 0; n < 256; n++) range.appendSubtree(8, new Uint8Array(32).fill(n), (level, index) => heard.push(`${level}/${index}`));
  assert.deepEqual(heard, ["1/0"]);
});

test("bytes that no range wrote are refused", () => {
  const range = new CompactRange();
  for (const leaf of leavesOf(5)) range.append(leafHash(leaf));
  const bytes = range.toBytes();
  assert.equal(bytes.length, 8 + 2 * 32);
  for (const wrong of [bytes.slice(1), bytes.slice(0, -1), new Uint8Array(7), new Uint8Array(0)])
    assert.throws(() => CompactRange.fromBytes(wrong), { code: "bad_encoding" });
  assert.throws(() => range.append(new Uint8Array(31)), { code: "bad_tile" });
});
