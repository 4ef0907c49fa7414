// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { naiveConsistency, naiveInclusion, naiveRoot } from "../test/naive-tree.ts";
import { needs, vectors } from "../test/shared-vectors.ts";
import { concat, fromHex, hex } from "./bytes.ts";
import { EMPTY_ROOT, leafHash, nodeHash, subtreeRoot, verifyConsistency, verifyInclusion } from "./merkle.ts";

const decode = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));
const proofOf = (proof: readonly string[] | null): Uint8Array[] => (proof ?? []).map(decode);

type Vector = { desc: string; wantErr: boolean; source_path: string; proof: string[] | null };
type Inclusion = Vector & { leafIdx: number | bigint; treeSize: number | bigint; root: string; leafHash: string };
type Consistency = Vector & { size1: number | bigint; size2: number | bigint; root1: string; root2: string };

test("inclusion: the vectors of transparency-dev/merkle", needs("merkle/inclusion.json"), () => {
  const all = vectors<{ vectors: Inclusion[] }>("merkle/inclusion.json").vectors;
  assert.equal(all.length, 98);
  for (const vector of all) {
    const verify = (): void =>
      verifyInclusion({
        leaf: decode(vector.leafHash),
        // Two indices wrap round 2^64. We refuse all above 2^53-1, which no tree of ours can hold.
        index: Number(vector.leafIdx),
        size: Number(vector.treeSize),
        root: decode(vector.root),
        proof: proofOf(vector.proof),
      });
    if (vector.wantErr) assert.throws(verify, { name: "VerificationError" }, vector.source_path);
    else assert.doesNotThrow(verify, vector.source_path);
  }
});

/**
 * The one vector we reject although it is to be accepted: its roots have 15 bytes. Every hash of this tree has 32, so anything
 * else is not a root, whatever it is equal to.
 */
const ROOTS_OF_15_BYTES = "testdata/consistency/additional/sizes-are-equal-one-and-proof-is-empty.json";

test("consistency: the vectors of transparency-dev/merkle", needs("merkle/consistency.json"), () => {
  const all = vectors<{ vectors: Consistency[] }>("merkle/consistency.json").vectors;
  assert.equal(all.length, 98);
  for (const vector of all) {
    const verify = (): void =>
      verifyConsistency({
        size1: Number(vector.size1),
        size2: Number(vector.size2),
        root1: decode(vector.root1),
        root2: decode(vector.root2),
        proof: proofOf(vector.proof),
      });
    const refused = vector.wantErr || vector.source_path === ROOTS_OF_15_BYTES;
    if (refused) assert.throws(verify, { name: "VerificationError" }, vector.source_path);
    else assert.doesNotThrow(verify, vector.source_path);
  }
});

test("hashes and roots: the RFC 6962 tree of transparency-dev/merkle", needs("merkle/rfc6962-tree.json"), () => {
  const tree = vectors<{
    leaf_inputs: string[];
    node_hashes_by_level: string[][];
    root_hash_by_tree_size_0_to_8: string[];
    hasher: { op: string; input: string; want: string }[];
  }>("merkle/rfc6962-tree.json");
  const leaves = tree.leaf_inputs.map(fromHex);
  const hashes = leaves.map(leafHash);
  assert.deepEqual(hashes.map(hex), tree.node_hashes_by_level[0]);
  const pairs = [0, 2, 4, 6].map((n) => hex(nodeHash(hashes[n] ?? EMPTY_ROOT, hashes[n + 1] ?? EMPTY_ROOT)));
  assert.deepEqual(pairs, tree.node_hashes_by_level[1]);
  assert.equal(hex(subtreeRoot(concat(...hashes))), tree.node_hashes_by_level[3]?.[0]);
  const roots = tree.root_hash_by_tree_size_0_to_8;
  assert.equal(roots.length, 9);
  for (const [size, root] of roots.entries())
    assert.equal(hex(naiveRoot(leaves.slice(0, size))), root, `the referee itself, at size ${size}`);
  for (const { op, input, want } of tree.hasher) if (op === "leaf") assert.equal(hex(leafHash(fromHex(input))), want);
});

const someLeaves = fc.array(fc.uint8Array({ maxLength: 4 }), { minLength: 1, maxLength: 40 });

test("every leaf of a tree is proved, and no other leaf, index, size, root or proof is", () => {
  fc.assert(
    fc.property(someLeaves, fc.nat(), fc.nat(), (leaves, pick, other) => {
      const [index, size] = [pick % leaves.length, leaves.length];
      const proof = naiveInclusion(index, leaves);
      const claim = { leaf: leafHash(leaves[index] ?? EMPTY_ROOT), index, size, root: naiveRoot(leaves), proof };
      verifyInclusion(claim);
      const bent = (hash: Uint8Array): Uint8Array => hash.map((byte, n) => (n === other % 32 ? byte ^ 1 : byte));
      const wrong = [
        { ...claim, leaf: bent(claim.leaf) },
        { ...claim, root: bent(claim.root) },
        { ...claim, leaf: claim.leaf.slice(1) },
        { ...claim, index: -1 },
        { ...claim, index: size },
        { ...claim, index: index + 0.5 },
        { ...claim, size: 2 ** 53 },
        { ...claim, size: 0 },
        { ...claim, proof: [...proof, claim.root] },
        ...proof.map((_, n) => ({ ...claim, proof: proof.toSpliced(n, 1) })),
        ...proof.map((hash, n) => ({ ...claim, proof: proof.with(n, bent(hash)) })),
        ...proof.map((hash, n) => ({ ...claim, proof: proof.toSpliced(n, 0, hash) })),
      ];
      for (const one of wrong) assert.throws(() => verifyInclusion(one), { name: "VerificationError" });
      assert.throws(() => verifyInclusion({ ...claim, proof: [...proof, claim.root] }), {
        message: "the proof is longer than the path to the root",
      });
    }),
  );
});

test("every earlier tree is proved to begin a later one, and no other is", () => {
  fc.assert(
    fc.property(someLeaves, fc.nat(), fc.nat(), (leaves, pick, other) => {
      const [size1, size2] = [1 + (pick % leaves.length), leaves.length];
      const proof = naiveConsistency(size1, leaves);
      const claim = { size1, root1: naiveRoot(leaves.slice(0, size1)), size2, root2: naiveRoot(leaves), proof };
      verifyConsistency(claim);
      const bent = (hash: Uint8Array): Uint8Array => hash.map((byte, n) => (n === other % 32 ? byte ^ 1 : byte));
      const wrong = [
        { ...claim, root1: bent(claim.root1) },
        { ...claim, root2: bent(claim.root2) },
        { ...claim, size1: size2 + 1 },
        { ...claim, size2: 2 ** 53 },
        { ...claim, proof: [...proof, claim.root2] },
        ...proof.map((_, n) => ({ ...claim, proof: proof.toSpliced(n, 1) })),
        ...proof.map((hash, n) => ({ ...claim, proof: proof.with(n, bent(hash)) })),
        ...proof.map((hash, n) => ({ ...claim, proof: proof.with(n, hash.slice(1)) })),
      ];
      for (const one of wrong) assert.throws(() => verifyConsistency(one), { name: "VerificationError" });
      const empty = size1 < size2 && !Number.isInteger(Math.log2(size1)) ? "the proof is empty" : null;
      if (empty !== null) assert.throws(() => verifyConsistency({ ...claim, proof: [] }), { code: "bad_proof", message: empty });
    }),
  );
});

test("the empty tree begins every tree, but only under its own root and with an empty proof", () => {
  const later = leafHash(new Uint8Array());
  const claim = { size1: 0, root1: EMPTY_ROOT, size2: 1, root2: later, proof: [] };
  verifyConsistency(claim);
  verifyConsistency({ ...claim, size2: 0, root2: EMPTY_ROOT });
  const wrong = [
    { ...claim, root1: later },
    { ...claim, proof: [later] },
    { ...claim, size2: 0, root1: later, root2: later },
    { ...claim, size2: 0, root2: later },
  ];
  for (const one of wrong) assert.throws(() => verifyConsistency(one), { name: "VerificationError" });
});

test("only a whole subtree has a root", () => {
  for (const length of [0, 31, 33, 96]) assert.throws(() => subtreeRoot(new Uint8Array(length)), { code: "bad_tile" });
});
