// SPDX-License-Identifier: Apache-2.0
// Entries shown in clear that are not those of the log.
import { held, logAt, testCases, type Case, type Expected } from "../test/cases.ts";
import { TENANTS } from "../test/keys.ts";
import { logged } from "../test/sample-package.ts";
import { altered, type Bend } from "../test/verify-sample.ts";
import { utf8 } from "./bytes.ts";
import type { VerificationCode } from "./error.ts";
import { decodeLeaf, encodeLeaf } from "./leaf.ts";
import { testId } from "../test/samples.ts";

const FILE = "disclosed/1.jsonl"; // Shows the entries 0, 255, 256 and 299.

type Line = { index: number; salt: string; entry: string };

const text = (number: number, change: (line: string) => string): Bend => ({
  files: (files) => {
    const lines = (bytes: Uint8Array): string[] => Buffer.from(bytes).toString().split("\n");
    altered(files, FILE, (bytes) =>
      utf8(
        lines(bytes)
          .map((line, n) => (n === number - 1 ? change(line) : line))
          .join("\n"),
      ),
    );
  },
});
const json = (number: number, change: (line: Line) => object): Bend => text(number, (line) => JSON.stringify(change(JSON.parse(line))));
const at = (line: number, code: VerificationCode = "bad_disclosure"): readonly Expected[] => [[code, `${FILE} line ${line}`]];
const ANCHORED: readonly Expected[] = [
  ["rollback", "disclosed/0.jsonl"],
  ["rollback", "disclosed/0.jsonl"],
  ["not_anchored", "logs/1/checkpoint"],
]; // The anchors know another leaf.
const whole: readonly Expected[] = [["bad_disclosure", FILE]];

const CASES: readonly Case[] = [
  ["an entry changed", at(2), json(2, (line) => ({ ...line, entry: line.entry.replace("sign_in_failed", "done") }))],
  ["an entry in another spelling", at(2, "bad_json"), json(2, (line) => ({ ...line, entry: line.entry.replace(":", ": ") }))],
  ["what is not an entry", at(2, "bad_entry"), json(2, (line) => ({ ...line, entry: "{}" }))],
  ["another salt", at(2), json(2, (line) => ({ ...line, salt: Buffer.alloc(32, 1).toString("base64") }))],
  ["a short salt", at(2, "bad_leaf"), json(2, (line) => ({ ...line, salt: "AAAA" }))],
  ["a salt in another spelling", at(2, "bad_encoding"), json(2, (line) => ({ ...line, salt: line.salt.replaceAll("=", "") }))],
  ["another index", at(2), json(2, (line) => ({ ...line, index: 200 }))],
  ["an index beyond the log", at(4), json(4, (line) => ({ ...line, index: 300 }))],
  ["an index twice", at(3), json(3, (line) => ({ ...line, index: 255 }))],
  ["an index out of order", at(4), json(4, (line) => ({ ...line, index: 2 }))],
  ["an index that is none", at(1), json(1, (line) => ({ ...line, index: -1 }))],
  ["a key more", at(1), json(1, (line) => ({ ...line, more: 1 }))],
  ["a line that is not JSON", at(2, "bad_json"), text(2, () => "hello")],
  ["an empty line", at(2, "bad_json"), text(2, () => "")],
  ["a line that is not ended", whole, { files: (files) => altered(files, FILE, (bytes) => bytes.slice(0, -1)) }],
  [
    "a line of three million bytes",
    [["bad_disclosure", FILE, /too long/]],
    { files: (files) => void files.set(FILE, new Uint8Array(3_000_000).fill(0x61)) },
  ],
  [
    "an entry that names another event than its leaf",
    [["bad_disclosure", `${FILE} line 1`, /another id/], ...ANCHORED],
    {},
    (made) => {
      const log = logAt(made, 1);
      const first = held(log.entries[0]);
      const leaf = encodeLeaf({ ...decodeLeaf(first.leaf), eventId: testId(77) });
      made.logs[1] = { ...log, entries: log.entries.with(0, { ...first, leaf }) };
    },
  ],
  [
    "an entry of another tenant",
    [
      ["bad_disclosure", "disclosed/2.jsonl line 1"],
      ["not_anchored", "logs/2/checkpoint"],
    ],
    {},
    (made) => {
      const log = logAt(made, 2);
      made.logs[2] = { ...log, entries: [...log.entries, logged(TENANTS[0])] };
      made.disclosed.set(2, [5]);
    },
  ],
];

testCases("disclosed entries", CASES);
