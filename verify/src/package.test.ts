// SPDX-License-Identifier: Apache-2.0
// What anyone can do to a package, and what someone can who signs its manifest again with the organization's key.
import assert from "node:assert/strict";
import test from "node:test";
import { testCases, type Case } from "../test/cases.ts";
import { organization, TENANTS, tenantKeys, testKey } from "../test/keys.ts";
import { sample } from "../test/sample-package.ts";
import { altered, answerTo, flipped, type Bend } from "../test/verify-sample.ts";
import { utf8 } from "./bytes.ts";
import { COSIGNATURE, formatKey } from "./note.ts";

test("a whole package is verified, and says what was proved", async () => {
  const answer = await answerTo(await sample());
  assert.deepEqual(answer.faults, []);
  assert.equal(answer.verified, true);
  assert.deepEqual(
    answer.logs.map(({ size }) => size),
    [266, 300, 5],
  );
  assert.equal(answer.logs[0]?.seconds, 1_772_355_600);
  assert.equal(answer.proved.length, 6);
  assert.match(answer.proved[1] ?? "", /266 entries.*hash tiles agree \(3\).*shown in clear lead to their leaves \(7\)/);
  assert.match(answer.proved[2] ?? "", /300 entries.*shown in clear lead to their leaves \(4\).*anchored/);
  assert.deepEqual(answer.about, { organization: "Example Health", createdAt: "2026-03-01T09:00:00.000Z", demo: false });
});

const noteWith = (change: (note: Uint8Array) => Uint8Array): Bend => ({
  members: (all) => all.map((one) => (one.path === "manifest.note" ? { ...one, content: change(one.content) } : one)),
});

const MANIFEST_CASES: readonly Case[] = [
  [
    "no key of the organization",
    [["unknown_signer", "manifest.json", /none of the keys given/]],
    { keys: tenantKeys.map(({ key }) => key) },
  ],
  ["another key under the organization's name", [["unknown_signer", "manifest.note"]], { keys: [testKey(organization.key.name, 99).key] }],
  ["a cosignature key only", [["unknown_signer", "manifest.json"]], { keys: [{ ...organization.key, type: COSIGNATURE }] }],
  [
    "another key given for a tenant",
    [["bad_key", "manifest.json"]],
    { keys: [organization.key, testKey(tenantKeys[0]?.key.name ?? "", 99).key] },
  ],
  [
    "another organization's key in the manifest",
    [["bad_key", "manifest.json"]],
    { manifest: (m) => (m.logs[0].key = formatKey(testKey(organization.key.name, 99).key)) },
  ],
  ["a tenant's key of another name", [["bad_key", "manifest.json"]], { manifest: (m) => (m.logs[1].key = m.logs[2].key) }],
  [
    "logs out of order",
    [["wrong_origin", "manifest.json"]],
    { manifest: (m) => ([m.logs[0].origin, m.logs[1].origin] = [m.logs[1].origin, m.logs[0].origin]) },
  ],
  ["a log twice", [["wrong_origin", "manifest.json"]], { manifest: (m) => (m.logs[2] = { ...m.logs[1], n: 2 }) }],
  [
    "a log of another installation",
    [["wrong_origin", "manifest.json"]],
    { manifest: (m) => (m.logs[1].origin = m.logs[1].origin.replace("8057", "8058")) },
  ],
  [
    "a tenant that is no UUID",
    [["wrong_origin", "manifest.json"]],
    { manifest: (m) => (m.logs[1].origin = m.logs[1].origin.replace(/t\/.*/, "t/acme")) },
  ],
  [
    "a manifest changed after it was signed",
    [["bad_manifest", "manifest.json", /not the one that was signed/]],
    {
      members: (all) =>
        all.map((one) =>
          one.path === "manifest.json" ? { ...one, content: utf8(Buffer.from(one.content).toString().replace("Health", "Wealth")) } : one,
        ),
    },
  ],
  ["no logs", [["bad_manifest", "manifest.json"]], { manifest: (m) => (m.logs = []) }],
  ["numbers of logs that do not fit", [["bad_manifest", "manifest.json"]], { manifest: (m) => (m.logs[1].n = 7) }],
  ["a key that is not known", [["bad_manifest", "manifest.json"]], { manifest: (m) => (m.more = 1) }],
  ["another format", [["bad_manifest", "manifest.json"]], { manifest: (m) => (m.format = "part164/package/v2") }],
  ["files out of order", [["bad_manifest", "manifest.json"]], { manifest: (m) => (m.files = m.files.toReversed()) }],
  ["a file twice", [["bad_manifest", "manifest.json"]], { manifest: (m) => m.files.splice(1, 0, m.files[0]) }],
  [
    "a manifest that lists itself",
    [["bad_manifest", "manifest.json"]],
    { manifest: (m) => m.files.splice(-1, 0, { ...m.files[0], path: "manifest.json" }) },
  ],
  [
    "another's signature",
    [["unknown_signer", "manifest.note"]],
    {
      members: (all) =>
        all.map((one) =>
          one.path === "manifest.note"
            ? { ...one, content: utf8(Buffer.from(one.content).toString().replaceAll("organization", "t")) }
            : one,
        ),
    },
  ],
  ["a note with a byte changed", [["bad_signature", "manifest.note"]], noteWith((note) => flipped(note, 10))],
  ["a note that is cut", [["bad_note", "manifest.note"]], noteWith((note) => note.slice(0, -1))],
  ["no note", [["missing_file", "manifest.note"]], { members: (all) => all.filter(({ path }) => path !== "manifest.note") }],
  ["no manifest", [["missing_file", "manifest.json"]], { members: (all) => all.filter(({ path }) => path !== "manifest.json") }],
];

const without = (path: string): Bend => ({ members: (all) => all.filter((one) => one.path !== path) });
const FILE_CASES: readonly Case[] = [
  ["a file lost", [["missing_file", "logs/0/tile/1/000.p/1"]], without("logs/0/tile/1/000.p/1")],
  ["the verdicts lost", [["missing_file", "verdicts.json"]], without("verdicts.json")],
  ["disclosed entries lost", [["missing_file", "disclosed/1.jsonl"]], without("disclosed/1.jsonl")],
  ["a file more", [["unlisted_file", "logs/0/more"]], { members: (all) => [...all, { path: "logs/0/more", content: utf8("x") }] }],
  ["a file more that is listed", [["unlisted_file", "logs/0/more"]], { files: (files) => void files.set("logs/0/more", utf8("x")) }],
  [
    "a tile of an earlier size, listed",
    [["unlisted_file", "logs/0/tile/0/001.p/9"]],
    { files: (files) => altered(files, "logs/0/tile/0/001.p/10", (b) => (files.set("logs/0/tile/0/001.p/9", b.slice(0, 288)), b)) },
  ],
  [
    "disclosed entries of no log",
    [["unlisted_file", "disclosed/9.jsonl"]],
    { files: (files) => void files.set("disclosed/9.jsonl", utf8("")) },
  ],
  [
    "a tile needed and not listed",
    [["missing_file", "logs/1/tile/1/000.p/1"]],
    { files: (files) => void files.delete("logs/1/tile/1/000.p/1") },
  ],
];

for (const path of ["verdicts.json", "logs/0/checkpoint", "logs/0/tile/0/000", "logs/1/tile/1/000.p/1", "disclosed/1.jsonl"])
  for (const [what, change] of [
    ["a bit changed", (b: Uint8Array) => flipped(b, b.length >> 1)],
    ["the last byte gone", (b: Uint8Array) => b.slice(0, -1)],
  ] as const)
    test(`anyone: ${what} in ${path} is found there`, async () => {
      const bend: Bend = { members: (all) => all.map((one) => (one.path === path ? { ...one, content: change(one.content) } : one)) };
      const answer = await answerTo(await sample(), bend);
      if (what === "the last byte gone") assert.match(JSON.stringify(answer.faults), /bytes where the manifest lists/);
      assert.ok(
        answer.faults.some(({ code, file }) => code === "hash_mismatch" && file === path),
        JSON.stringify(answer.faults),
      );
    });

test("anyone: a changed entry is named by file, and its tile and root with it", async () => {
  const path = "logs/1/tile/entries/000";
  const bend: Bend = { members: (all) => all.map((one) => (one.path === path ? { ...one, content: flipped(one.content, 500) } : one)) };
  const { faults, proved } = await answerTo(await sample(), bend);
  assert.deepEqual(
    faults.map(({ file }) => file),
    [path],
  );
  assert.equal(
    proved.some((sentence) => sentence.includes(TENANTS[0])),
    false,
  );
  assert.equal(
    proved.some((sentence) => sentence.includes(TENANTS[1])),
    true,
  );
});

testCases("the manifest", MANIFEST_CASES);
testCases("the files", FILE_CASES);
