#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Plain JavaScript for any Node: runs our code under the pinned Node 26, which `npm ci` installed, and under no other.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

function pinnedNode() {
  for (let folder = here; ; folder = dirname(folder)) {
    const node = join(folder, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
    if (existsSync(node)) return node;
    if (folder === dirname(folder)) return null;
  }
}

if (Number(process.versions.node.split(".")[0]) === 26) {
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
