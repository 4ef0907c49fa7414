// SPDX-License-Identifier: Apache-2.0
// What an auditor relies on before reading a line: it is short, and it needs nothing but Node.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const FOLDER = new URL("./", import.meta.url);
const LINES_MAX = 2000;
const BROWSER_TOO = ["sha256-node.ts", "inflate-node.ts", "cli.ts"]; // The only ones that may import from Node.

const sources = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), "utf8") }));

test("nothing is imported but own files and, in three of them, Node's own modules", () => {
  for (const { name, text } of sources)
    for (const [, specifier = ""] of text.matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)) {
      const own = /^\.\/[a-z0-9-]+\.ts$/.test(specifier) || specifier === "#sha256" || specifier === "#inflate";
      assert.ok(own || (specifier.startsWith("node:") && BROWSER_TOO.includes(name)), `${name} imports ${specifier}`);
    }
});

test("the package has no dependencies", () => {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", FOLDER), "utf8")) as Record<string, unknown>; // Any package.json.
  for (const kind of ["dependencies", "optionalDependencies", "peerDependencies", "bundledDependencies"])
    assert.equal(manifest[kind], undefined);
});

test("no clock and no chance", () => {
  for (const { name, text } of sources)
    assert.doesNotMatch(text, /Date\.now|new Date\(\)|Math\.random|randomBytes|getRandomValues|fetch\(/, name);
});

test(`it stays under ${LINES_MAX} lines, comments and blank lines not counted`, () => {
  const isCode = (line: string): boolean => !/^\s*(?:$|\/\/|\/\*|\*)/.test(line);
  const count = sources.reduce((sum, { text }) => sum + text.split("\n").filter(isCode).length, 0);
  assert.ok(count < LINES_MAX, `${count} lines`);
});
