// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as fc from "fast-check";
import { testId } from "../test/samples.ts";
import { fromHex, hex, utf8 } from "./bytes.ts";
import { checkLeaf, commitment, decodeLeaf, encodeLeaf, ENTRY_BYTES_MAX, eventIdOf, leadsTo, leafHeader } from "./leaf.ts";
import { leafHash } from "./merkle.ts";

const leaf = {
  eventId: testId(1),
  keyId: testId(2),
  nonce: new Uint8Array(12).fill(3),
  commit: new Uint8Array(32).fill(4),
  ciphertext: new Uint8Array(48).fill(5),
};

test("a leaf lays its parts out as the formats page says, and reads back", () => {
  const bytes = encodeLeaf(leaf);
  assert.equal(
    hex(bytes),
    `01${testId(1).replaceAll("-", "")}${testId(2).replaceAll("-", "")}${"03".repeat(12)}${"04".repeat(32)}${"05".repeat(48)}`,
  );
  assert.deepEqual(decodeLeaf(bytes), leaf);
  assert.deepEqual(leafHeader(leaf.eventId, leaf.keyId), bytes.slice(0, 33));
  assert.deepEqual(eventIdOf(bytes), bytes.slice(1, 17));
});

test("parts of another length, another version and ids that are no UUIDs are refused", () => {
  const wrong = [
    { nonce: new Uint8Array(11) },
    { commit: new Uint8Array(33) },
    { ciphertext: new Uint8Array(47) },
    { ciphertext: new Uint8Array(65_459) },
    { eventId: "1" },
    { keyId: testId(2).toUpperCase() },
  ];
  for (const one of wrong) assert.throws(() => encodeLeaf({ ...leaf, ...one }), { code: "bad_leaf" });
  const bytes = encodeLeaf(leaf);
  for (const one of [bytes.slice(0, -1), new Uint8Array(), bytes.with(0, 2), bytes.with(0, 0), new Uint8Array(65_536).with(0, 1)])
    assert.throws(() => decodeLeaf(one), { code: "bad_leaf" });
});

test("the longest leaf is 65,535 bytes, and holds the longest entry", () => {
  const bytes = encodeLeaf({ ...leaf, ciphertext: new Uint8Array(32 + ENTRY_BYTES_MAX + 16) });
  assert.equal(bytes.length, 65_535);
  assert.doesNotThrow(() => checkLeaf(bytes));
});

test("a commitment leads to its salt and entry, and to no other", () => {
  const three = fc.tuple(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ minLength: 1 }), fc.nat());
  fc.assert(
    fc.property(three, ([salt, entry, pick]) => {
      const bytes = encodeLeaf({ ...leaf, commit: commitment(salt, entry) });
      const bent = (part: Uint8Array): Uint8Array => part.map((byte, n) => (n === pick % part.length ? byte ^ 1 : byte));
      assert.ok(leadsTo(bytes, salt, entry));
      assert.ok(!leadsTo(bytes, bent(salt), entry));
      assert.ok(!leadsTo(bytes, salt, bent(entry)));
      assert.ok(!leadsTo(bent(bytes).with(0, 1).fill(9, 45, 77), salt, entry));
    }),
  );
});

test("a salt has 32 bytes, so that no byte can move between salt and entry", () => {
  assert.throws(() => commitment(new Uint8Array(31), utf8("{}")), { code: "bad_leaf" });
  assert.throws(() => leadsTo(encodeLeaf(leaf), new Uint8Array(33), utf8("{}")), { code: "bad_leaf" });
  const other = encodeLeaf({ ...leaf, commit: commitment(new Uint8Array(32), utf8("{}")) }).with(0, 2);
  assert.throws(() => leadsTo(other, new Uint8Array(32), utf8("{}")), { code: "bad_leaf" });
});

type LeafVector = {
  name: string;
  eventId: string;
  keyId: string;
  nonce: string;
  salt: string;
  entry: string;
  ciphertext: string;
  leaf: string;
  leafHash: string;
};

test("the committed vectors", () => {
  const file = new URL("../../vectors/leaf-v1.json", import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: LeafVector[] }; // Our own file.
  assert.ok(vectors.length >= 2);
  for (const vector of vectors) {
    const commit = commitment(fromHex(vector.salt), utf8(vector.entry));
    const parts = {
      eventId: vector.eventId,
      keyId: vector.keyId,
      nonce: fromHex(vector.nonce),
      commit,
      ciphertext: fromHex(vector.ciphertext),
    };
    assert.equal(hex(encodeLeaf(parts)), vector.leaf, vector.name);
    assert.deepEqual(decodeLeaf(fromHex(vector.leaf)), parts, vector.name);
    assert.equal(hex(leafHash(fromHex(vector.leaf))), vector.leafHash, vector.name);
  }
});
