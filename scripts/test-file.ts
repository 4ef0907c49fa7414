// SPDX-License-Identifier: Apache-2.0
// Runs test files in a process of their own and says what became of every test. Files that do not end, or end before their tests have, are a
// failure by their names: nothing is taken for passed because nothing was heard of it.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Line } from "./test-lines.ts";

export type Outcome = {
  readonly files: readonly string[];
  readonly passed: number;
  /** Names of tests, or what is wrong with the file as a whole. */
  readonly failures: readonly string[];
  /** The reason of each skipped test. */
  readonly skipped: readonly string[];
  readonly ms: number;
  /** What the process wrote, as node:test shows it to a person. */
  readonly output: string;
};

export type Limits = {
  /** For one test; what it leaves undone then is named. */
  readonly testMs: number;
  /** For each file; then its processes are killed. */
  readonly fileMs: number;
  /** For the process to end by itself when its last test has ended. */
  readonly leaveMs: number;
};

const GROUP = fileURLToPath(new URL("./test-group.ts", import.meta.url));
const LINES = new URL("./test-lines.ts", import.meta.url).href;
/** A process that has ended may have left another, of a group of its own, that holds its output open. */
const OUTPUT_WITHIN_MS = 2000;
const running = new Set<number>();

/**
 * Runs files, one after the other in one process, to their end or to their limit, with every process that they started. Together they load
 * once what they all need, and their code is warm; which of them left something open is only known of one alone.
 */
export async function runTestFiles(files: readonly string[], { testMs, fileMs, leaveMs }: Limits): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "part164-lines-"));
  const path = join(folder, "lines");
  const reporters = ["spec", LINES].flatMap((reporter) => [`--test-reporter=${reporter}`, "--test-reporter-destination=stdout"]);
  const startedAt = performance.now();
  const words = files.length > 1 ? [GROUP, ...files.map((file) => resolve(file))] : files;
  const child = spawn(process.execPath, [...reporters, `--test-timeout=${testMs}`, ...words], {
    detached: true, // The head of a group, so that what it started can be ended with it.
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TEST_LINES: path, TEST_LEAVE_WITHIN_MS: String(leaveMs) },
  });
  const { code, isOverTime, output } = await ended(child, fileMs * files.length);
  const lines = existsSync(path) ? linesOf(readFileSync(path, "utf8")) : [];
  rmSync(folder, { recursive: true, force: true });
  const failures = lines.flatMap((line) => (line.is === "failed" ? line.name : []));
  const wrong = isOverTime
    ? `did not end within ${(fileMs * files.length) / 1000} s and was killed`
    : wrongWithProcess(lines, code, failures.length);
  return {
    files,
    passed: lines.filter(({ is }) => is === "passed").length,
    failures: wrong === null ? failures : [...failures, wrong],
    skipped: lines.flatMap((line) => (line.is === "skipped" ? line.why : [])),
    ms: performance.now() - startedAt,
    output,
  };
}

/** Kills what still runs. For a run that is broken off. */
export function killTestFiles(): void {
  for (const pid of running) killGroup(pid);
}

function wrongWithProcess(lines: readonly Line[], code: number | null, failed: number): string | null {
  const open = lines.find(({ is }) => is === "open");
  if (open?.is === "open") return `all tests have ended, but this stays open: ${open.what.join(", ")}`;
  if (!lines.some(({ is }) => is === "ended")) return `no test is in it, or the process ended before: with ${code ?? "a signal"}`;
  if (lines.length === 1) return "no test of it was run";
  if (code !== 0 && failed === 0) return `all tests passed, but the process ended with ${code ?? "a signal"}`;
  return null;
}

function linesOf(text: string): Line[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line); // test-lines.ts wrote it.
}

type Ended = { readonly code: number | null; readonly isOverTime: boolean; readonly output: string };

function ended(child: ChildProcess, limitMs: number): Promise<Ended> {
  const { pid } = child;
  const chunks: Buffer[] = [];
  let isOverTime = false;
  const streams = [child.stdout, child.stderr];
  for (const stream of streams) stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    if (pid === undefined) return;
    running.add(pid);
    const limit = setTimeout(() => {
      isOverTime = true;
      killGroup(pid);
    }, limitMs);
    child.once("exit", (code) => {
      clearTimeout(limit);
      killGroup(pid);
      running.delete(pid);
      const cut = setTimeout(() => streams.forEach((stream) => stream?.destroy()), OUTPUT_WITHIN_MS);
      child.once("close", () => {
        clearTimeout(cut);
        resolve({ code, isOverTime, output: Buffer.concat(chunks).toString("utf8") });
      });
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All of it has ended.
  }
}
