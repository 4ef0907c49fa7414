// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 6962, section 2.1, and the two proofs over it, checked as RFC 9162, sections 2.1.3.2 and 2.1.4.2, do.
import { sha256, sha256Into } from "#sha256";
import { copy, equal, isSize } from "./bytes.ts";
import { expect } from "./error.ts";

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;
export const HASH_BYTES = 32;

/** The root of a tree without leaves (RFC 6962, section 2.1). */
export const EMPTY_ROOT: Hash = sha256();

const LEAF = Uint8Array.of(0x00); // A leaf can never pass for a node, nor a node for a leaf.
const NODE = 0x01;
const leafScratch = new Uint8Array(1 + 0xffff); // Begins with LEAF.
const scratch = Uint8Array.of(NODE, ...new Uint8Array(2 * HASH_BYTES)); // Reused: nothing here yields.

/** The hash of a leaf's bytes. */
export function leafHash(leaf: Uint8Array): Hash {
  return sha256(LEAF, leaf);
}

/** Writes the hash of a leaf to `target` at `at`; faster, for those who read millions. @throws RangeError above 65,535 bytes. */
export function leafHashInto(target: Uint8Array, at: number, leaf: Uint8Array): void {
  leafScratch.set(leaf, 1);
  sha256Into(target, at, leafScratch.subarray(0, 1 + leaf.length));
}

/** The hash of the node above `left` and `right`. */
export function nodeHash(left: Hash, right: Hash): Hash {
  scratch.set(left, 1);
  scratch.set(right, 1 + HASH_BYTES);
  return sha256(scratch);
}

/** The root over 2^n hashes lying one after another. @throws VerificationError `bad_tile` for another number of them. */
export function subtreeRoot(hashes: Uint8Array): Hash {
  let width = hashes.length / HASH_BYTES;
  expect(Number.isInteger(Math.log2(width)), "bad_tile", `${width} hashes are not a whole subtree`);
  const row = copy(hashes);
  while (width > 1) {
    width /= 2;
    for (let n = 0; n < width; n++) {
      scratch.set(row.subarray(2 * n * HASH_BYTES, (2 * n + 2) * HASH_BYTES), 1);
      sha256Into(row, n * HASH_BYTES, scratch);
    }
  }
  return copy(row, 0, HASH_BYTES);
}

export type InclusionClaim = {
  readonly leaf: Hash;
  /** Of the leaf, from 0. */
  readonly index: number;
  /** Leaves in the tree. */
  readonly size: number;
  readonly root: Hash;
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Hash[];
};

/**
 * Proves that `leaf` is number `index` of the tree of `size` leaves under `root`.
 * @throws VerificationError `bad_proof` for a proof of the wrong shape, `root_mismatch` if it leads elsewhere.
 */
export function verifyInclusion({ leaf, index, size, root, proof }: InclusionClaim): void {
  expect(isSize(index) && isSize(size) && index < size, "bad_proof", `no leaf ${index} in a tree of ${size}`);
  expectHashes([leaf, root, ...proof]);
  let hash = leaf;
  climb(index, size - 1, proof, (sibling, isLeft) => {
    hash = isLeft ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  });
  expect(equal(hash, root), "root_mismatch", "the inclusion proof leads to another root");
}

export type ConsistencyClaim = {
  readonly size1: number;
  readonly root1: Hash;
  readonly size2: number;
  readonly root2: Hash;
  readonly proof: readonly Hash[];
};

/**
 * Proves that the tree of `size1` leaves under `root1` is the beginning of the tree of `size2` leaves under `root2`.
 * The empty tree begins every tree, with an empty proof.
 * @throws VerificationError `bad_proof` for a proof of the wrong shape, `root_mismatch` if it leads elsewhere.
 */
export function verifyConsistency({ size1, root1, size2, root2, proof }: ConsistencyClaim): void {
  expect(isSize(size1) && isSize(size2) && size1 <= size2, "bad_proof", `a tree of ${size2} has not grown from ${size1}`);
  expectHashes([root1, root2, ...proof]);
  if (size1 === 0 || size1 === size2) {
    expect(proof.length === 0, "bad_proof", "nothing was to be proved, yet there is a proof");
    const [begin, end] = size1 === 0 ? [EMPTY_ROOT, size2 === 0 ? EMPTY_ROOT : root2] : [root2, root2];
    const same = equal(root1, begin) && equal(root2, end);
    expect(same, "root_mismatch", `two different roots for size ${size1}`);
    return;
  }
  let [node, last] = [size1 - 1, size2 - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  const [first, ...path] = node === 0 ? [root1, ...proof] : proof; // A whole subtree is its own first hash.
  expect(first !== undefined, "bad_proof", "the proof is empty");
  let [hash1, hash2] = [first, first];
  climb(node, last, path, (sibling, isLeft) => {
    if (isLeft) hash1 = nodeHash(sibling, hash1);
    hash2 = isLeft ? nodeHash(sibling, hash2) : nodeHash(hash2, sibling);
  });
  expect(equal(hash1, root1), "root_mismatch", "the consistency proof leads to another earlier root");
  expect(equal(hash2, root2), "root_mismatch", "the consistency proof leads to another later root");
}

/** Climbs from `node` to the root, telling `join` each sibling and its side; `last` is the rightmost node of the level. */
function climb(node: number, last: number, siblings: readonly Hash[], join: (sibling: Hash, isLeft: boolean) => void): void {
  let [at, end] = [node, last];
  for (const sibling of siblings) {
    expect(end > 0, "bad_proof", "the proof is longer than the path to the root");
    const isLeft = isOdd(at) || at === end;
    join(sibling, isLeft);
    if (isLeft) while (!isOdd(at) && at > 0) [at, end] = [half(at), half(end)]; // Levels on which the last node has no sibling.
    [at, end] = [half(at), half(end)];
  }
  expect(end === 0, "bad_proof", "the proof is shorter than the path to the root");
}

function expectHashes(hashes: readonly Uint8Array[]): void {
  for (const hash of hashes) expect(hash.length === HASH_BYTES, "bad_proof", `a hash of ${hash.length} bytes`);
}

const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2); // Not >>: indices go beyond 2^31.
