// SPDX-License-Identifier: Apache-2.0
// Plain JavaScript for any Node: finds the pinned Node 26 that `npm ci` installed and runs the named script with it.
// The machine's own Node must never run our code by accident; it strips no types and lacks Temporal and Argon2.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
if (!existsSync(node)) {
  process.stderr.write("The pinned Node 26 is missing. Run `npm ci` (with install scripts allowed) and try again.\n");
  process.exit(3);
}
const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}` };
const { status, signal } = spawnSync(node, process.argv.slice(2), { stdio: "inherit", env });
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 3);
