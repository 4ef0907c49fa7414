// SPDX-License-Identifier: Apache-2.0
// What a browser fetches before Home and before the sign-in can be read, compressed: under 300 kB, fonts and all.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const BUDGET_BYTES = 300_000;
const skip = existsSync(join(DIST, "index.html")) ? false : "the console has not been built";

/** A chunk and everything it imports statically. */
function closure(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(join(DIST, file), "utf8");
  for (const [, name = ""] of text.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) closure(`assets/${name}`, seen);
  return seen;
}

function firstLoad(pages: readonly string[]): { bytes: number; files: readonly string[] } {
  const html = readFileSync(join(DIST, "index.html"), "utf8");
  const linked = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].flatMap(([, file]) => file ?? []);
  const chunks = readdirSync(join(DIST, "assets")).filter((name) =>
    pages.some((page) => name.startsWith(`${page}-`) && name.endsWith(".js")),
  );
  assert.equal(chunks.length, pages.length, `There is one chunk for each of ${pages.join(", ")}.`);
  const files = new Set(["index.html", ...linked.filter((file) => file.endsWith(".css") || !file.startsWith("assets/"))]);
  for (const file of [
    ...linked.filter((one) => one.endsWith(".js") && one.startsWith("assets/")),
    ...chunks.map((name) => `assets/${name}`),
  ]) {
    for (const one of closure(file)) files.add(one);
  }
  const fonts = ["fonts/inter.woff2", "fonts/jetbrains-mono.woff2"]; // Compressed already.
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(DIST, file))).length, 0);
  return { bytes: fonts.reduce((sum, file) => sum + readFileSync(join(DIST, file)).length, bytes), files: [...files, ...fonts] };
}

for (const [name, pages] of [
  ["the sign-in", ["sign-in-page"]],
  ["Home", ["inside", "home-page"]],
  ["Requirements", ["inside", "requirements-page"]],
] as const) {
  test(`${name} is there in under 300 kB`, { skip }, (context) => {
    const { bytes, files } = firstLoad(pages);
    context.diagnostic(`${name}: ${Math.round(bytes / 1_000)} kB in ${files.length} files`);
    assert.ok(bytes < BUDGET_BYTES, `${bytes} bytes: ${files.join(", ")}`);
  });
}
