// SPDX-License-Identifier: Apache-2.0
// Runs every test that this machine can run, then prints the totals. What could not run is listed with its reason, never dropped.
import { createWriteStream } from "node:fs";
import { glob } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isLong = process.argv.includes("--long");
const named = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const TEST_MINUTES = isLong ? 60 : 4;

if (Number(process.versions.node.split(".")[0]) !== 26) {
  process.stderr.write(`Tests run on Node 26; this is ${process.versions.node}. Use: npm test\n`);
  process.exit(3);
}
process.chdir(root);
if (isLong) process.env["TEST_LONG"] = "1"; // Read by server/test/support/long.ts.

const files: string[] = [];
for (const folder of ["verify", "server", "client", "console", "scripts", "bench"])
  for await (const path of glob(`${folder}/**/*.test.ts`, {
    cwd: root,
    exclude: (name) => name.includes("node_modules") || name.includes("dist"),
  }))
    if (named.length === 0 || named.some((word) => path.includes(word))) files.push(join(root, path));

const totals = { passed: 0, failed: 0, skipped: 0 };
const skipped = new Map<string, number>();
const failures: string[] = [];
const stream = run({
  files: files.sort(),
  concurrency: Math.max(2, availableParallelism()),
  timeout: TEST_MINUTES * 60_000,
  forceExit: true,
});

stream.on("test:pass", ({ name, skip, details, nesting }) => {
  if (details.type === "suite" || (nesting === 0 && files.includes(name))) return;
  if (skip === undefined) totals.passed += 1;
  else {
    totals.skipped += 1;
    const reason = typeof skip === "string" && skip !== "" ? skip : "no reason given";
    skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  }
});
stream.on("test:fail", ({ name, file, details }) => {
  if (details.type === "suite") return;
  totals.failed += 1;
  failures.push(`${name} (${file?.slice(root.length + 1) ?? "?"})`);
});

const log = createWriteStream(join(root, "node_modules", ".part164-test.log"));
const report = stream.compose(spec);
report.pipe(log);
if (process.stdout.isTTY || process.env["CI"] !== "true") report.pipe(process.stdout, { end: false });

await new Promise<void>((resolve) => {
  report.on("end", () => resolve());
});
for (const [reason, count] of skipped) process.stdout.write(`skipped ${count}: ${reason}\n`);
for (const failure of failures) process.stdout.write(`failed: ${failure}\n`);
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
