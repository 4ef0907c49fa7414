// SPDX-License-Identifier: Apache-2.0
// Third parties' hostile input. It is never committed: without it the tests that need it are skipped, and say so.
import { existsSync, readFileSync } from "node:fs";

const FOLDER = new URL("../../../../shared/vectors/naughty-strings/", import.meta.url);

export const withoutCorpora = existsSync(FOLDER) ? false : "../shared/vectors/naughty-strings is not on this machine";

const lines = (name: string): string[] =>
  readFileSync(new URL(name, FOLDER), "latin1")
    .split("\n")
    .filter((line) => line !== "");

/** Strings that break programs, each once. */
export function naughtyStrings(): string[] {
  const big = JSON.parse(readFileSync(new URL("blns.json", FOLDER), "utf8")) as string[];
  const files = ["fuzzdb-crlf-injection.txt", "fuzzdb-sqli-xplatform.txt", "fuzzdb-json-fuzzing.txt", "fuzzdb-path-traversal.txt"];
  const own = [
    "\0",
    "a\0b",
    "\ud800",
    "x\udfff",
    "%00",
    "%ff",
    "%",
    "\u2028",
    "a".repeat(5000),
    "\\u0000",
    "__proto__",
    "../../../../etc/passwd\0.svg",
  ];
  return [...new Set([...own, ...big, ...files.flatMap(lines)])];
}

/** Documents that are JSON, are none, or that parsers disagree about. */
export function jsonDocuments(): { name: string; expect: "accept" | "reject" | "either"; bytes: Uint8Array }[] {
  const list = JSON.parse(readFileSync(new URL("jsontestsuite.base64.json", FOLDER), "utf8")) as {
    name: string;
    expect: "accept" | "reject" | "either";
    base64: string;
  }[];
  return list.map(({ name, expect, base64 }) => ({ name, expect, bytes: Buffer.from(base64, "base64") }));
}
