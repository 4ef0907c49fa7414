// SPDX-License-Identifier: Apache-2.0
// Writes a package with one log of many entries, to measure with: `node verify/test/write-big-package.ts FILE.zip COUNT`, then
// `time node verify/bin/part164-verify.js FILE.zip --key VKEY` with the key it prints. The entries are as long as real ones.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { formatKey } from "../src/note.ts";
import { encodeLeaf } from "../src/leaf.ts";
import { organization } from "./keys.ts";
import { logFiles, manifestOf, sample, signedMembers } from "./sample-package.ts";
import { CompactRange } from "../src/compact-range.ts";
import { signCheckpoint } from "../src/checkpoint.ts";
import { leafHash } from "../src/merkle.ts";
import { testId } from "./samples.ts";
import { canonicalBytes, type Json } from "../src/canonical-json.ts";
import { writeZip } from "./zip-writer.ts";

const [, , file = "big.zip", count = "1000000"] = process.argv;
const CIPHERTEXT_BYTES = 620; // Salt, an entry of a read with all its parts, tag.
const filler = Buffer.concat(Array.from({ length: 40 }, (_, n) => createHash("sha512").update(String(n)).digest()));

function* leaves(): Generator<Uint8Array> {
  for (let n = 0; n < Number(count); n++) {
    const commit = createHash("sha256").update(String(n)).digest();
    yield encodeLeaf({
      eventId: testId(n),
      keyId: testId(1),
      nonce: commit.subarray(0, 12),
      commit,
      ciphertext: filler.subarray(n % 1900, (n % 1900) + CIPHERTEXT_BYTES),
    });
  }
}

const made = await sample();
const range = new CompactRange();
for (const leaf of leaves()) range.append(leafHash(leaf));
const own = organization.key.name;
const checkpoint = await signCheckpoint({ origin: own, size: range.size, root: range.root(), extensions: [] }, [
  organization.signer,
  organization.cosigner(1),
]);
const verdicts: Json = { format: "part164/verdicts/v1", asOf: "2026-03-01T09:00:00.000Z", requirements: [], checks: [] };
const files = new Map<string, Uint8Array>([
  ["logs/0/checkpoint", checkpoint],
  ["verdicts.json", canonicalBytes(verdicts)],
]);
for (const [path, bytes] of logFiles(leaves())) files.set(`logs/0/${path}`, bytes);
const manifest = { ...manifestOf(made, files), logs: [{ n: 0, origin: own, key: formatKey(organization.key), size: range.size }] };
writeFileSync(file, writeZip(await signedMembers(manifest, files), { zip64: true }));
process.stdout.write(`${formatKey(organization.key)}\n`);
