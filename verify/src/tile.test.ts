// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { needs, vectors } from "../test/shared-vectors.ts";
import { utf8 } from "./bytes.ts";
import { CompactRange } from "./compact-range.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { EMPTY_ROOT, HASH_BYTES, leafHash } from "./merkle.ts";
import { parseKey } from "./note.ts";
import { bundlePath, completedTiles, decodeBundle, encodeBundle, tilePath, tilesOf } from "./tile.ts";

test("paths are those of C2SP tlog-tiles", () => {
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), "tile/0/x001/x234/067");
  assert.equal(tilePath({ level: 2, index: 0, width: 1 }), "tile/2/000.p/1");
  assert.equal(tilePath({ level: 63, index: 999, width: 255 }), "tile/63/999.p/255");
  assert.equal(bundlePath(1000, 112), "tile/entries/x001/000.p/112");
});

test("no two tiles share a path, and none is the folder of another", () => {
  const tile = fc.tuple(fc.nat(2), fc.nat(2_000_000), fc.integer({ min: 1, max: 256 }));
  fc.assert(
    fc.property(fc.array(tile), (tiles) => {
      const different = new Set(tiles.map(String));
      const paths = new Set(tiles.map(([level, index, width]) => tilePath({ level, index, width })));
      assert.equal(paths.size, different.size);
      for (const path of paths) assert.ok(![...paths].some((other) => other.startsWith(`${path}/`)), path);
    }),
  );
});

test("tiles outside their ranges have no path", () => {
  for (const tile of [
    { level: 64, index: 0, width: 1 },
    { level: -1, index: 0, width: 1 },
    { level: 0, index: -1, width: 1 },
    { level: 0, index: 2 ** 53, width: 1 },
    { level: 0, index: 0, width: 0 },
    { level: 0, index: 0, width: 257 },
  ])
    assert.throws(() => tilePath(tile), { code: "bad_tile" });
});

test("a tree of 70,000 leaves has the tiles that the specification counts", () => {
  const tiles = [...tilesOf(70_000)];
  const counted = [0, 1, 2].map((level) => tiles.filter((tile) => tile.level === level));
  assert.deepEqual(
    counted.map((level) => [level.filter(({ width }) => width === 256).length, level.at(-1)?.width]),
    [
      [273, 112],
      [1, 17],
      [0, 1],
    ],
  );
  assert.deepEqual(
    [...tilesOf(256)],
    [
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ],
  );
  assert.deepEqual([...tilesOf(0)], []);
});

test("tiles completed step by step are the full tiles of the end, each once, and those that a compact range announces", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40_000), { maxLength: 6 }), (steps) => {
      let size = 0;
      const seen: string[] = [];
      for (const step of steps) {
        for (const tile of completedTiles(size, size + step)) seen.push(tilePath(tile));
        size += step;
      }
      const full = [...tilesOf(size)].filter(({ width }) => width === 256).map(tilePath);
      assert.deepEqual(seen.toSorted(), full.toSorted());
      const announced: string[] = [];
      const range = new CompactRange();
      for (let n = 0; n < Math.floor(size / 256); n++)
        range.appendSubtree(8, EMPTY_ROOT, (level, index) => announced.push(tilePath({ level, index, width: 256 })));
      assert.deepEqual(announced.toSorted(), full.filter((path) => !path.startsWith("tile/0/")).toSorted());
    }),
    { numRuns: 30 },
  );
});

test("a bundle gives back its leaves, and nothing but itself encodes them", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { minLength: 1, maxLength: 256 }), fc.nat(), (leaves, pick) => {
      const bundle = encodeBundle(leaves);
      assert.deepEqual(decodeBundle(bundle, leaves.length), leaves);
      assert.throws(() => decodeBundle(bundle, leaves.length + 1), { code: "bad_tile" });
      assert.throws(() => decodeBundle(bundle, leaves.length - 1), { code: "bad_tile", message: /more than/ }); // At once, not at its end.
      const cut = bundle.subarray(0, pick % bundle.length);
      assert.throws(() => decodeBundle(cut, leaves.length), { code: "bad_tile" });
      assert.throws(() => decodeBundle(Buffer.concat([bundle, Buffer.of(0)]), leaves.length), { code: "bad_tile" });
    }),
  );
});

test("bundles hold 1 to 256 leaves of at most 65,535 bytes", () => {
  assert.throws(() => encodeBundle([]), { code: "bad_tile" });
  assert.throws(() => encodeBundle(Array.from({ length: 257 }, () => new Uint8Array())), { code: "bad_tile" });
  assert.throws(() => encodeBundle([new Uint8Array(65_536)]), { code: "bad_tile" });
  const longest = new Uint8Array(65_535).fill(1);
  assert.deepEqual(decodeBundle(encodeBundle([longest]), 1), [longest]);
});

type SampleLog = {
  origin: string;
  vkey: string;
  entries_utf8: string[];
  files: Record<string, { utf8?: string; base64?: string; hex?: string }>;
};

test(
  "the sample log of transparency-dev/tessera: every checkpoint, tile and bundle",
  needs("merkle/tlog-tiles-sample-log.json"),
  async () => {
    const log = vectors<SampleLog>("merkle/tlog-tiles-sample-log.json");
    const bytesOf = (path: string): Uint8Array => {
      const file = log.files[path];
      assert.ok(file, `${path} is in the sample`);
      return new Uint8Array(
        file.utf8 === undefined ? Buffer.from(file.base64 ?? file.hex ?? "", file.base64 ? "base64" : "hex") : utf8(file.utf8),
      );
    };
    const key = parseKey(log.vkey);
    const leaves = log.entries_utf8.map(utf8);
    const range = new CompactRange();
    let tiles = 0;
    for (let size = 0; size <= leaves.length; size++) {
      const checkpoint = await openCheckpoint(bytesOf(`checkpoint.${size}`), log.origin, [key]);
      assert.equal(checkpoint.size, size);
      assert.deepEqual(checkpoint.root, range.root());
      for (const tile of tilesOf(size))
        if (tilePath(tile) in log.files) {
          tiles++;
          const hashes = bytesOf(tilePath(tile));
          assert.equal(hashes.length, tile.width * HASH_BYTES);
          assert.deepEqual(hashes, new Uint8Array(Buffer.concat(leaves.slice(0, size).map(leafHash))));
          assert.deepEqual(decodeBundle(bytesOf(bundlePath(0, tile.width)), tile.width), leaves.slice(0, size));
        }
      const next = leaves[size];
      if (next !== undefined) range.append(leafHash(next));
    }
    assert.ok(tiles > 0);
  },
);
