#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Plain JavaScript for any Node. A published package carries dist/, which runs on Node 22 and later; in a checkout the sources run
// on the pinned Node 26 that `npm ci` installed, whatever Node the machine has.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(import.meta.url);
const built = new URL("../dist/cli.js", import.meta.url);
const source = new URL("../src/cli.ts", import.meta.url);
const major = Number(process.versions.node.split(".")[0]);

if (existsSync(built) && major >= 22) await start(built);
else if (existsSync(source) && major >= 26) await start(source);
else restart(existsSync(source) ? pinnedNode(dirname(here)) : null);

async function start(program) {
  const { run } = await import(program.href);
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
}

function restart(node) {
  if (node === null) {
    process.stderr.write(
      `part164-verify needs Node 22 or later, and this is Node ${process.versions.node}. In a checkout, run \`npm ci\` first.\n`,
    );
    process.exitCode = 3;
    return;
  }
  process.exitCode = spawnSync(node, [here, ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 3;
}

function pinnedNode(folder) {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const node = join(folder, "node_modules", "node", "bin", name);
  if (existsSync(node)) return node;
  return dirname(folder) === folder ? null : pinnedNode(dirname(folder));
}
