// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import { naiveInclusion } from "../test/naive-tree.ts";
import { organization } from "../test/keys.ts";
import { checkpointOf, logged, type SampleLog } from "../test/sample-package.ts";
import { utf8 } from "./bytes.ts";
import { formatTlogProof, parseTlogProof, verifyTlogProof } from "./tlog-proof.ts";
import { INSTALLATION } from "../test/keys.ts";

const origin = organization.key.name;
const entries = Array.from({ length: 11 }, () => logged(INSTALLATION));
const leaves = entries.map(({ leaf }) => leaf);
const log: SampleLog = { origin, key: organization, owner: INSTALLATION, entries };
const checkpoint = await checkpointOf(log);
const proofOf = (index: number): string => formatTlogProof({ index, proof: naiveInclusion(index, leaves), checkpoint });

test("each entry's proof is read back and verified", async () => {
  for (const [index, leaf] of leaves.entries()) {
    const text = proofOf(index);
    assert.equal(formatTlogProof(parseTlogProof(text)), text);
    assert.equal((await verifyTlogProof(text, leaf, origin, [organization.key])).size, 11);
  }
});

test("it has the form that C2SP tlog-proof gives it", () => {
  const lines = proofOf(10).split("\n");
  assert.deepEqual(lines.slice(0, 2), ["c2sp.org/tlog-proof@v1", "index 10"]);
  assert.equal(lines.indexOf(""), 4); // Leaf 10 of 11 has two hashes on its path.
  assert.equal(lines[5], origin);
});

test("extra data is passed over, as nobody signed it", async () => {
  const text = proofOf(3).replace("index", "extra aGVsbG8=\nindex");
  assert.deepEqual(parseTlogProof(text), parseTlogProof(proofOf(3)));
  assert.throws(() => parseTlogProof(proofOf(3).replace("index", "extra hello\nindex")), { code: "bad_encoding" });
});

test("another entry, index, path, log or key is not proved", async () => {
  const [leaf = utf8(""), other = utf8("")] = leaves;
  const text = proofOf(0);
  await assert.rejects(verifyTlogProof(text, other, origin, [organization.key]), { code: "root_mismatch" });
  await assert.rejects(verifyTlogProof(text.replace("index 0", "index 1"), leaf, origin, [organization.key]), {
    name: "VerificationError",
  });
  await assert.rejects(verifyTlogProof(text.replace("index 0", "index 11"), leaf, origin, [organization.key]), { code: "bad_proof" });
  await assert.rejects(verifyTlogProof(text, leaf, "elsewhere", [organization.key]), { code: "wrong_origin" });
  await assert.rejects(verifyTlogProof(text, leaf, origin, []), { code: "unknown_signer" });
});

const BROKEN: readonly [string, string, (text: string) => string][] = [
  ["another header", "bad_proof", (text) => text.replace("@v1", "@v2")],
  ["no index", "bad_proof", (text) => text.replace("index 3\n", "")],
  ["an index with a leading zero", "bad_encoding", (text) => text.replace("index 3", "index 03")],
  ["a hash that is not base64", "bad_encoding", (text) => text.replace(/^[A-Za-z0-9+/]{43}=$/m, "hello")],
  ["no checkpoint", "bad_proof", (text) => text.slice(0, text.indexOf("\n\n"))],
];
for (const [what, code, change] of BROKEN)
  test(`a proof is refused: ${what}`, () => assert.throws(() => parseTlogProof(change(proofOf(3))), { code }));
