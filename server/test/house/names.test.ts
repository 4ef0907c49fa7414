// SPDX-License-Identifier: Apache-2.0
// NAMES.md: one word for one thing, the regulation's where it has one. Looked for among the exported identifiers of the domain's rooms.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";

const ROOT = new URL("../../../", import.meta.url).pathname;
const SOURCE = `${ROOT}server/src/`;
const DOMAIN = ["phi", "program", "access", "safeguard"];

/** The words of the right-hand column of the table in NAMES.md. */
function unsaid(): string[] {
  const rows = readFileSync(`${ROOT}NAMES.md`, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  return rows
    .flatMap((line) => (line.split("|")[4] ?? "").split(",").map((word) => word.trim().replaceAll("`", "")))
    .filter((word) => /^[a-zA-Z]+$/.test(word));
}

/** FHIR, OAuth, HTTP and file-system words are free where they are theirs. */
const FREE = new Set([
  "document",
  "log",
  "scope",
  "history",
  "file",
  "object",
  "event",
  "resource",
  "requirement",
  "chart",
  "share",
  "edit",
  "issue",
]);

test("no exported name of the domain is a word we do not say", () => {
  const words = unsaid().filter((word) => !FREE.has(word));
  assert.ok(words.length > 20, "NAMES.md has its table.");
  for (const room of DOMAIN)
    for (const path of globSync(`${room}/**/*.ts`, { cwd: SOURCE })) {
      if (path.startsWith("phi/fhir/") || path.endsWith(".test.ts")) continue; // FHIR's own words.
      for (const [, name = ""] of readFileSync(SOURCE + path, "utf8").matchAll(
        /^export (?:async )?(?:function\*?|const|type|class) (\w+)/gm,
      )) {
        const parts = name
          .replace(/^(accessControl|auditControls)$/, "") // The regulation's own names, 164.312(a)(1) and (b).
          .replace(/workforceMember/i, "") // Ours in one piece.
          .split(/(?=[A-Z])/)
          .map((part) => part.toLowerCase());
        for (const word of words)
          assert.ok(!parts.includes(word.toLowerCase()), `${path} exports ${name}: NAMES.md has another word for ${word}`);
      }
    }
});

test("no identifier says Manager, Service, Helper or Util", () => {
  for (const path of globSync("**/*.ts", { cwd: SOURCE }))
    assert.doesNotMatch(readFileSync(SOURCE + path, "utf8"), /^export .*\b\w*(Manager|Service|Helper|Util)\b/m, path);
});

test("files and folders are kebab-case", () => {
  for (const path of [...globSync("**/*.ts", { cwd: SOURCE }), ...globSync("console/src/**/*.{ts,tsx}", { cwd: ROOT })])
    assert.match(path.replace(/(\.(test|check|gen))?\.tsx?$/, ""), /^[a-z0-9/-]+$/, path);
});

test("no test shuts the others out", () => {
  const places = "{server,verify,client,console,scripts,bench}/**/*.test.ts";
  for (const path of globSync(places, { cwd: ROOT, exclude: (name) => name === "node_modules" }))
    assert.doesNotMatch(readFileSync(ROOT + path, "utf8"), /\b(?:test|it|describe|suite)\.only\b|\bonly:\s+true/, path);
});
