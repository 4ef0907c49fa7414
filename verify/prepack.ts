// SPDX-License-Identifier: Apache-2.0
// Node strips no types under node_modules, so a published package carries JavaScript: each source with its types blanked out by
// Node itself, line for line. Nothing is bundled, and what an auditor reads in dist/ is what is in src/.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

const SOURCE = new URL("./src/", import.meta.url);
const DIST = new URL("./dist/", import.meta.url);

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST);
for (const name of readdirSync(SOURCE).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts")))
  writeFileSync(new URL(name.replace(/ts$/, "js"), DIST), javascript(readFileSync(new URL(name, SOURCE), "utf8")));

/** The source without types; `./x.ts` becomes `./x.js`, and `#x`, which is mapped to sources, becomes `#dist/x`. */
function javascript(source: string): string {
  const specifier = /(?<=\b(?:from|import)\s*\(?")(?:\.\/([a-z0-9-]+)\.ts|#([a-z0-9]+))(?=")/g;
  const rename = (_: string, file?: string, mapped?: string): string => (file === undefined ? `#dist/${mapped}` : `./${file}.js`);
  return `${stripTypeScriptTypes(source)
    .replace(specifier, rename)
    .replaceAll(/[ \t]+$/gm, "")
    .trimEnd()}\n`;
}
