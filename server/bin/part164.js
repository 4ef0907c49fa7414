#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Plain JavaScript for any Node: runs our code under the pinned Node 26, which `npm ci` installed, and under no other.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import nodeModule from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** The folder of packages that has the pinned Node. */
function packages() {
  for (let folder = here; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", "node"))) return join(folder, "node_modules");
    if (folder === dirname(folder)) return null;
  }
}

function pinnedNode() {
  const folder = packages();
  const node = folder === null ? "" : join(folder, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  return existsSync(node) ? node : null;
}

if (Number(process.versions.node.split(".")[0]) === 26) {
  // The second start compiles nothing. Beside the packages, never in a shared temporary folder: what lies there is run. Where it may not
  // be written, Node goes without.
  const folder = packages();
  if (folder !== null && process.env.NODE_COMPILE_CACHE === undefined) nodeModule.enableCompileCache(join(folder, ".part164", "compiled"));
  const { main } = await import(pathToFileURL(join(here, "..", "src", "main", "main.ts")).href);
  process.exitCode = await main(process.argv.slice(2));
  // What is still open (a pool's last sockets) does not keep a finished command alive.
  process.stdout.write("", () => process.exit());
} else {
  const node = pinnedNode();
  if (node === null) {
    process.stderr.write(
      `Part164 runs on Node 26; this is Node ${process.versions.node}, and the pinned one is missing. Run \`npm ci\` with install scripts allowed.\n`,
    );
    process.exit(3);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 3) : 3));
}
