// SPDX-License-Identifier: Apache-2.0
// Everything that needs no running server: types, lint, format, and the house's own rules (floors, names, docs, golden files).
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name: string): string => join(root, "node_modules", ".bin", name);

const STEPS: readonly (readonly [string, string, readonly string[]])[] = [
  ["types", bin("tsc"), ["--noEmit", "-p", "."]],
  ["types of the console", bin("tsc"), ["--noEmit", "-p", "console"]],
  ["lint", bin("oxlint"), ["-c", "oxlint.json", "--deny-warnings", "verify", "server", "client", "console", "scripts", "bench"]],
  ["format", bin("oxfmt"), ["--check", "."]],
  ["house rules", process.execPath, ["--test", "--test-reporter=dot", join(root, "server/test/house/*.test.ts")]],
];

let failed = 0;
for (const [name, command, args] of STEPS) {
  const { status, stdout, stderr } = spawnSync(command, [...args], { cwd: root, encoding: "utf8" });
  process.stdout.write(`${status === 0 ? "ok  " : "FAIL"} ${name}\n`);
  if (status === 0) continue;
  failed += 1;
  process.stdout.write(`${stdout}${stderr}\n`);
}
process.exit(failed > 0 ? 1 : 0);
