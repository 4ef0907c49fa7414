// SPDX-License-Identifier: Apache-2.0
// Runs every test that this machine can run, then prints the totals. What could not run is listed with its reason, never dropped.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, statfsSync, writeFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { availableParallelism, freemem, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { postgresqlPrograms } from "../server/test/support/postgresql-cluster.ts";
import { removeShared } from "../server/test/support/shared.ts";
import { killTestFiles, type Outcome, runTestFiles } from "./test-file.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isLong = process.argv.includes("--long");
const named = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const TEST_MINUTES = isLong ? 60 : 4;
const FILE_MINUTES = isLong ? 90 : 6;
const SLOWEST = 10;
/** Files of one folder that share a process in a whole run: each alone loads all of ours and compiles a database. */
const TOGETHER_MAX = 8;
/** What starts processes and browsers, kills them or counts what is open; and what takes minutes. */
const ALONE = /^scripts\/|^verify\/test\/|^server\/test\/(?:survive\/|console\/story|headless|jobs)/;
/** In a whole run, so many files that failed beside others may have been well alone. More, and something is wrong with what was changed. */
const UNSTEADY_MAX = 2;
const MEMORY = "/dev/shm";
const MEMORY_BYTES_MIN = 6 * 2 ** 30;

if (Number(process.versions.node.split(".")[0]) !== 26) {
  process.stderr.write(`Tests run on Node 26; this is ${process.versions.node}. Use: npm test\n`);
  process.exit(3);
}
process.chdir(root);
if (isLong) process.env["TEST_LONG"] = "1"; // Read by server/test/support/long.ts.

// What the tests look at is made of what stands here now, not of what stood here at the last install.
const { status } = spawnSync(process.execPath, ["scripts/build.ts"], { stdio: "inherit" });
if (status !== 0) process.exit(3);

const files: string[] = [];
for (const folder of ["verify", "server", "client", "console", "scripts", "bench"])
  for await (const path of glob(`${folder}/**/*.test.ts`, {
    cwd: root,
    exclude: (name) => name.includes("node_modules") || name.includes("dist"),
  }))
    if (named.length === 0 || named.some((word) => path.includes(word))) files.push(path);

/** Where files of the run are: in memory if there is room, for every test copies a database of 40 MB. */
function place(): string {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return Math.min(bavail * bsize, freemem()) < MEMORY_BYTES_MIN ? tmpdir() : MEMORY;
}

const shared = mkdtempSync(join(place(), "part164-test-"));
chmodSync(shared, 0o711); // PostgreSQL runs as another user.
process.env["TMPDIR"] = shared;
process.env["TEST_SHARED"] = shared; // Read by server/test/support/shared.ts.
process.env["NODE_COMPILE_CACHE"] ??= join(root, "node_modules", ".part164", "compiled"); // Every process loads much of the same.
process.on("exit", () => {
  killTestFiles();
  removeShared(shared, postgresqlPrograms());
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));

const outcomes: Outcome[] = [];
const waiting = named.length > 0 ? files.sort().map((file) => [file]) : inGroups(files.sort());
const limits = { testMs: TEST_MINUTES * 60_000, fileMs: FILE_MINUTES * 60_000, leaveMs: 15_000 };
const work = async (): Promise<void> => {
  for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
    const outcome = await runTestFiles(group, limits);
    outcomes.push(outcome);
    tell(outcome);
  }
};
await Promise.all(Array.from({ length: availableParallelism() * 2 }, work));
const unsteady = await runAgain();

function inGroups(sorted: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (const file of sorted) {
    const [last] = groups.slice(-1);
    const isFull = last === undefined || last.length === TOGETHER_MAX || dirname(last[0] ?? "") !== dirname(file);
    if (isFull || ALONE.test(file) || ALONE.test(last[0] ?? "")) groups.push([file]);
    else last.push(file);
  }
  return groups;
}

/**
 * Whole runs are of a hundred processes and a browser on whatever machine there is. What failed is run once more, each file alone; what is
 * well then is no failure, but is named at the end, its first output stands above, and it is to be mended.
 */
async function runAgain(): Promise<string[]> {
  const failed = outcomes.filter(({ failures }) => failures.length > 0);
  if (named.length > 0 || failed.length > UNSTEADY_MAX) return [];
  const names: string[] = [];
  for (const first of failed) {
    outcomes.splice(outcomes.indexOf(first), 1);
    let isWell = true;
    let skipped = 0;
    for (const file of first.files) {
      const second = await runTestFiles([file], limits);
      tell(second);
      outcomes.push(second);
      isWell &&= second.failures.length === 0;
      skipped += second.skipped.length;
    }
    isWell &&= skipped <= first.skipped.length; // What failed and is skipped now was not well.
    if (isWell) names.push(...first.failures.map((what) => `${what} (${nameOf(first)})`));
  }
  return names;
}

function nameOf({ files: [first = "", ...others] }: Outcome): string {
  return others.length === 0 ? first : `${first} and the next ${others.length}`;
}

/** A line for files that are well; all of their output if they are not, or if a person asked for them by name. */
function tell(outcome: Outcome): void {
  const { passed, failures, skipped, ms, output } = outcome;
  const isWell = failures.length === 0;
  if (process.env["CI"] === "true" && isWell) return;
  const counts = `${passed} passed${failures.length === 0 ? "" : `, ${failures.length} failed`}${skipped.length === 0 ? "" : `, ${skipped.length} skipped`}`;
  process.stdout.write(`${isWell ? "ok  " : "FAIL"} ${nameOf(outcome)}: ${counts} (${seconds(ms)})\n`);
  if (!isWell || named.length > 0) process.stdout.write(`${output}\n`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

writeFileSync(
  join(root, "node_modules", ".part164-test.log"),
  outcomes.map((outcome) => `${nameOf(outcome)}\n${outcome.output}\n`).join(""),
);
if (outcomes.length > SLOWEST) {
  const slowest = outcomes.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST);
  process.stdout.write(`slowest: ${slowest.map((outcome) => `${nameOf(outcome)} ${seconds(outcome.ms)}`).join(", ")}\n`);
}
const reasons = Map.groupBy(
  outcomes.flatMap(({ skipped }) => skipped),
  (reason) => reason,
);
for (const [reason, { length }] of reasons) process.stdout.write(`skipped ${length}: ${reason}\n`);
const failures = outcomes.flatMap((outcome) => outcome.failures.map((what) => `${what} (${nameOf(outcome)})`));
for (const what of unsteady) process.stdout.write(`unsteady, failed beside others and passed alone: ${what}\n`);
for (const failure of failures) process.stdout.write(`failed: ${failure}\n`);
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
process.stdout.write(`${passed} passed, ${failures.length} failed, ${[...reasons.values()].flat().length} skipped\n`);
process.exit(failures.length > 0 || passed === 0 ? 1 : 0);
