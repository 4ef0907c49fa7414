// SPDX-License-Identifier: Apache-2.0
// Logs that are not what their checkpoint says, in a package whose manifest is signed all the same.
import { held, logAt, testCases, type Case } from "../test/cases.ts";
import { tenantKeys, testKey } from "../test/keys.ts";
import { checkpointOf, sample } from "../test/sample-package.ts";
import { altered, flipped, type Bend } from "../test/verify-sample.ts";
import { utf8 } from "./bytes.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { decodeBundle, encodeBundle } from "./tile.ts";

const bundle = (path: string, change: (leaves: Uint8Array[]) => Uint8Array[]): Bend => ({
  files: (files) => altered(files, path, (bytes) => encodeBundle(change(decodeBundle(bytes, 256).map((leaf) => new Uint8Array(leaf))))),
});
const own = "logs/0/tile/entries/000";
const LOG_CASES: readonly Case[] = [
  [
    "an entry changed",
    [
      ["bad_tile", "logs/0/tile/0/000"],
      ["bad_tile", "logs/0/tile/1/000.p/1"],
      ["root_mismatch", "logs/0/checkpoint"],
    ],
    bundle(own, (l) => l.with(9, flipped(held(l[9]), 100))),
  ],
  [
    "two entries exchanged",
    [
      ["bad_tile", "logs/0/tile/0/000"],
      ["bad_tile", "logs/0/tile/1/000.p/1"],
      ["root_mismatch", "logs/0/checkpoint"],
    ],
    bundle(own, (l) => l.with(9, held(l[10])).with(10, held(l[9]))),
  ],
  [
    "an entry in place of another",
    [
      ["bad_tile", "logs/0/tile/0/000"],
      ["bad_tile", "logs/0/tile/1/000.p/1"],
      ["duplicate_event", own],
      ["root_mismatch", "logs/0/checkpoint"],
    ],
    bundle(own, (l) => l.with(9, held(l[10]))),
  ],
  [
    "an entry of another version",
    [
      ["bad_leaf", own],
      ["bad_tile", "logs/0/tile/0/000"],
      ["bad_tile", "logs/0/tile/1/000.p/1"],
      ["root_mismatch", "logs/0/checkpoint"],
    ],
    bundle(own, (l) => l.with(9, held(l[9]).with(0, 2))),
  ],
  ["an entry left out", [["bad_tile", own]], { files: (files) => altered(files, own, (b) => encodeBundle(decodeBundle(b, 256).slice(1))) }],
  [
    "an entry too many",
    [["bad_tile", own]],
    { files: (files) => altered(files, own, (b) => new Uint8Array(Buffer.concat([b, encodeBundle([new Uint8Array(130)])]))) },
  ],
  ["a bundle cut off", [["bad_tile", own]], { files: (files) => altered(files, own, (b) => b.slice(0, -1)) }],
  [
    "a hash tile changed",
    [["bad_tile", "logs/0/tile/0/000"]],
    { files: (files) => altered(files, "logs/0/tile/0/000", (b) => flipped(b, 4000)) },
  ],
  [
    "a hash tile cut off",
    [["bad_tile", "logs/0/tile/0/001.p/10"]],
    { files: (files) => altered(files, "logs/0/tile/0/001.p/10", (b) => b.slice(0, -32)) },
  ],
  [
    "a hash tile too long",
    [["bad_tile", "logs/0/tile/0/001.p/10"]],
    { files: (files) => altered(files, "logs/0/tile/0/001.p/10", (b) => new Uint8Array([...b, ...b.slice(0, 32)])) },
  ],
  [
    "a higher tile of another tree",
    [["bad_tile", "logs/0/tile/1/000.p/1"]],
    { files: (files) => void files.set("logs/0/tile/1/000.p/1", held(files.get("logs/1/tile/1/000.p/1"))) },
  ],
  [
    "the entries of another tree",
    [
      ["bad_tile", "logs/1/tile/0/000"],
      ["bad_tile", "logs/1/tile/1/000.p/1"],
      ["bad_disclosure", "disclosed/1.jsonl line 1"],
      ["bad_disclosure", "disclosed/1.jsonl line 2"],
      ["root_mismatch", "logs/1/checkpoint"],
      ["rollback", "disclosed/0.jsonl"],
      ["rollback", "disclosed/0.jsonl"],
    ],
    { files: (files) => void files.set("logs/1/tile/entries/000", held(files.get(own))) },
  ],
  [
    "the checkpoint of another log",
    [["unknown_signer", "logs/1/checkpoint"]],
    { files: (files) => void files.set("logs/1/checkpoint", held(files.get("logs/2/checkpoint"))) },
  ],
  [
    "a checkpoint of another size",
    [["bad_checkpoint", "logs/1/checkpoint"]],
    { files: async (files) => void files.set("logs/1/checkpoint", await checkpointOf(logAt(await sample(), 1), 299)) },
  ],
  ["a size that the files cannot hold", [["bad_manifest", "manifest.json"]], { manifest: (m) => (m.logs[2].size = 2 ** 50) }],
  [
    "the organization's checkpoint without a time",
    [["bad_checkpoint", "logs/0/checkpoint"]],
    {
      files: (files) =>
        altered(files, "logs/0/checkpoint", (b) => utf8(`${Buffer.from(b).toString().split("\n").slice(0, -2).join("\n")}\n`)),
    },
  ],
];

const signedBy = (n: number, origin: string, key = testKey(origin, 99)): Bend => ({
  files: async (files) =>
    void files.set(
      `logs/${n}/checkpoint`,
      await signCheckpoint({ origin, size: 5, root: new Uint8Array(32), extensions: [] }, [key.signer]),
    ),
});
const tenant = held(tenantKeys[1]);
const SIGNATURE_CASES: readonly Case[] = [
  ["a checkpoint signed by a stranger", [["unknown_signer", "logs/2/checkpoint"]], signedBy(2, tenant.key.name)],
  ["a checkpoint of another origin by the right key", [["wrong_origin", "logs/2/checkpoint"]], signedBy(2, "elsewhere", tenant)],
  [
    "another root by the right key",
    [
      ["root_mismatch", "logs/2/checkpoint"],
      ["not_anchored", "logs/2/checkpoint"],
    ],
    signedBy(2, tenant.key.name, tenant),
  ],
];

testCases("a log", LOG_CASES);
testCases("a signature", SIGNATURE_CASES);
