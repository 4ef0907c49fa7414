// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { generateKeyPairSync, sign as signWith, type KeyObject } from "node:crypto";
import { before, test } from "node:test";
import { base64, fromBase64, hex, utf8 } from "@part164/verify/bytes.ts";
import { signCheckpoint } from "@part164/verify/checkpoint.ts";
import { encodeEntry } from "@part164/verify/entry.ts";
import { commitment, encodeLeaf } from "@part164/verify/leaf.ts";
import { leafHash, nodeHash, type Hash } from "@part164/verify/merkle.ts";
import { COSIGNATURE, ED25519, formatKey, parseKey, type NoteKey, type Signer } from "@part164/verify/note.ts";
import type { EntryProof } from "../api/entry.ts";
import { verifyTlogProof } from "@part164/verify/tlog-proof.ts";
import { proofFile } from "./proof-file.ts";
import { proofPath, verifyEntry } from "./verify-entry.ts";

const ORIGIN = "0190a1b2-0000-7000-8000-000000000001.part164/organization";
const EVENT = "0190a1b2-0000-7000-8000-0000000000ff";
const SIZE = 7;
const INDEX = 6; // The last leaf of an uneven tree: its path skips levels.

let proof: EntryProof;
let key: string;

before(async () => {
  const pair = generateKeyPairSync("ed25519");
  const own = noteKey(pair.publicKey, ED25519);
  const salt = new Uint8Array(32).fill(7);
  const entry = encodeEntry({
    v: 1,
    id: EVENT,
    at: "2026-11-19T22:32:07.418Z",
    kind: "phi.record.read",
    outcome: "done",
    actor: { kind: "user", id: "u", session: null, factor: null },
    onBehalfOf: null,
    from: null,
    tenant: "0190a1b2-0000-7000-8000-000000000001",
    individual: null,
    record: null,
    fields: [],
    purpose: "TREAT",
    disclosure: null,
    decided: null,
    request: null,
    detail: null,
  });
  const leaf = encodeLeaf({
    eventId: EVENT,
    keyId: EVENT,
    nonce: new Uint8Array(12),
    commit: commitment(salt, entry),
    ciphertext: new Uint8Array(32 + entry.length + 16),
  });
  const leaves = Array.from({ length: SIZE }, (_, n) => (n === INDEX ? leafHash(leaf) : leafHash(utf8(`leaf ${n}`))));
  const checkpoint = await signCheckpoint({ origin: ORIGIN, size: SIZE, root: rootOf(leaves), extensions: [] }, [
    signer(own, pair.privateKey, null),
    signer(noteKey(pair.publicKey, COSIGNATURE), pair.privateKey, 1_795_127_527),
  ]);
  key = formatKey(own);
  proof = {
    leaf: base64(leaf),
    salt: base64(salt),
    entryText: new TextDecoder().decode(entry),
    index: INDEX,
    size: SIZE,
    hashes: pathOf(leaves, INDEX).map(base64),
    checkpoint: new TextDecoder().decode(checkpoint),
    key,
    checkpointAt: null,
  };
});

const verify = (changed: Partial<EntryProof> = {}, claim: { event?: string; origin?: string } = {}) =>
  verifyEntry({ ...proof, ...changed }, { event: EVENT, origin: ORIGIN, key, ...claim }, () => 0);
const flip = (text: string): string =>
  base64(Uint8Array.from(Buffer.from(text, "base64"), (byte, at) => (at === 40 || (at === 3 && text.length < 60) ? byte ^ 1 : byte)));

test("one changed byte anywhere is found", async () => {
  for (const changed of [
    { entryText: proof.entryText.replace("TREAT", "HPAYM") },
    { leaf: flip(proof.leaf) },
    { salt: flip(proof.salt) },
    { hashes: proof.hashes.map((hash, n) => (n === 0 ? flip(hash) : hash)) },
    { hashes: proof.hashes.slice(1) },
    { index: INDEX - 1 },
    { size: SIZE + 1 },
    { checkpoint: proof.checkpoint.replace(`\n${SIZE}\n`, `\n${SIZE + 1}\n`) },
  ])
    assert.equal((await verify(changed)).holds, false, Object.keys(changed).join());
});

test("a proof of another entry, or from another log, is refused", async () => {
  assert.equal((await verify({}, { event: EVENT.replace("ff", "fe") })).holds, false);
  assert.equal((await verify({}, { origin: ORIGIN.replace("organization", "t/0190a1b2-0000-7000-8000-000000000002") })).holds, false);
});

test("a true proof holds, step by step, with its path to the root", async () => {
  const { holds, steps, path, signedAt } = await verify();
  assert.deepEqual(
    steps.map((step) => step.why),
    [null, null, null],
  );
  assert.equal(holds, true);
  assert.equal(signedAt, "2026-11-19T22:32:07.000Z");
  assert.equal(path?.steps.length, proof.hashes.length);
  assert.equal(path?.steps.at(-1)?.result, path?.root);
});

test("a saved proof verifies by the public format alone", async () => {
  const { tlogProof, leaf }: { tlogProof: string; leaf: string } = JSON.parse(proofFile(EVENT, ORIGIN, proof));
  assert.equal((await verifyTlogProof(tlogProof, fromBase64(leaf), ORIGIN, [parseKey(key)])).size, SIZE);
});

test("the drawn path ends in the root for every leaf of every small tree", () => {
  for (let size = 1; size <= 20; size++) {
    const leaves = Array.from({ length: size }, (_, n) => leafHash(utf8(`${size}/${n}`)));
    for (let index = 0; index < size; index++) {
      const leaf = leaves[index];
      assert.ok(leaf !== undefined);
      assert.equal(proofPath(leaf, index, size, pathOf(leaves, index)).root, hex(rootOf(leaves)));
    }
  }
});

function noteKey(publicKey: KeyObject, type: NoteKey["type"]): NoteKey {
  const { x = "" } = publicKey.export({ format: "jwk" });
  return { name: ORIGIN, type, publicKey: new Uint8Array(Buffer.from(x, "base64url")) };
}

function signer(noteKey: NoteKey, privateKey: KeyObject, seconds: number | null): Signer {
  return { key: noteKey, seconds, sign: (message) => new Uint8Array(signWith(null, message, privateKey)) };
}

/** RFC 6962, section 2.1, as it is written. */
function rootOf(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  const k = powerBelow(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** RFC 6962, section 2.1.1, as it is written. */
function pathOf(leaves: readonly Hash[], index: number): Hash[] {
  if (leaves.length === 1) return [];
  const k = powerBelow(leaves.length);
  return index < k
    ? [...pathOf(leaves.slice(0, k), index), rootOf(leaves.slice(k))]
    : [...pathOf(leaves.slice(k), index - k), rootOf(leaves.slice(0, k))];
}

function powerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
