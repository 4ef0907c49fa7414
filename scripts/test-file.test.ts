// SPDX-License-Identifier: Apache-2.0
// What the runner must never take for passed: a file that hangs, one that ends before its tests, one that fails outside of them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { type Limits, type Outcome, runTestFiles } from "./test-file.ts";

const folder = mkdtempSync(join(tmpdir(), "part164-runner-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const LIMITS: Limits = { testMs: 30_000, fileMs: 30_000, leaveMs: 30_000 };
let made = 0;

/** Runs a file of this text. */
function runText(text: string, limits: Partial<Limits> = {}): Promise<Outcome> {
  return runTestFiles([write(text)], { ...LIMITS, ...limits });
}

/** The path of a file of this text. */
function write(text: string): string {
  const path = join(folder, `${(made += 1)}.mjs`);
  writeFileSync(path, `import { describe, test, before, after } from "node:test";\n${text}`);
  return path;
}

test("tests are counted, those within others too, suites are not; what is skipped is told with its reason, a whole suite too", async () => {
  const { passed, failures, skipped } = await runText(`
    test("one", async (t) => { await t.test("within", () => {}); });
    describe("a suite", () => { test("two", () => {}); test("three", { skip: "no moon" }, () => {}); });
    describe("a suite that cannot be", { skip: "no sun" }, () => { test("six", () => {}); test("seven", () => {}); });
    test("four", (t) => t.skip());
    test("five", () => { throw new Error("no"); });`);
  assert.deepEqual({ passed, failures, skipped }, { passed: 3, failures: ["five"], skipped: ["no moon", "no sun", "no reason given"] });
});

test("ten thousand results are all heard, the last ones too", async () => {
  const { passed, failures } = await runText('for (let n = 0; n < 10_000; n++) test("n" + n, () => {});');
  assert.deepEqual([passed, failures], [10_000, []]);
});

test("a file that leaves something open is a failure that names it", async () => {
  const { passed, failures } = await runText(
    'import { createServer } from "node:net"; test("one", () => { createServer().listen(0, "127.0.0.1"); });',
    { leaveMs: 200 },
  );
  assert.equal(passed, 1);
  assert.match(failures.join("\n"), /^all tests have ended, but this stays open: .*TCPServerWrap/);
});

test("a test that never ends is a failure by its name", async () => {
  const { passed, failures } = await runText('test("one", () => {}); test("waits", () => new Promise((r) => setTimeout(r, 1e6)));', {
    testMs: 500,
    leaveMs: 200,
  });
  assert.equal(passed, 1);
  assert.equal(failures[0], "waits");
});

test("a file that is deaf and busy for ever is killed, and a failure", async () => {
  const { failures, ms } = await runText('process.on("SIGTERM", () => {}); test("one", () => { for (;;); });', { fileMs: 2000 });
  assert.deepEqual(failures, ["did not end within 2 s and was killed"]);
  assert.ok(ms < 30_000);
});

test("a process that a file leaves behind is killed with it and holds nothing up", async () => {
  const { passed, failures, output, ms } = await runText(
    `import { spawn } from "node:child_process";
    test("one", () => { const { pid } = spawn("sleep", ["600"], { stdio: "inherit" }); console.log("sleeper:" + pid); });`,
    { leaveMs: 500 },
  );
  assert.equal(passed, 1);
  assert.match(failures.join("\n"), /stays open: .*ProcessWrap/);
  assert.ok(ms < 30_000);
  const [, pid = ""] = /sleeper:(\d+)/.exec(output) ?? [];
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" });
  assert.ok(stdout === "" || stdout.startsWith("Z"), `gone, or a name that nobody has taken off the list yet: ${stdout}`);
});

test("a file that ends before its tests is a failure, whatever its exit code", async () => {
  const { failures } = await runText('test("one", () => {}); test("two", () => { process.exit(0); });');
  assert.deepEqual(failures, ["no test is in it, or the process ended before: with 0"]);
});

test("a file without a test, and one that cannot be loaded, are failures", async () => {
  assert.deepEqual((await runText("")).failures, ["no test is in it, or the process ended before: with 0"]);
  assert.equal((await runText('import "./nowhere.mjs"; test("one", () => {});')).failures.length, 1);
});

test("what fails outside of the tests is a failure", async () => {
  const hooks = [
    'test("one", () => {}); after(() => { throw new Error("no"); });',
    'describe("a suite", () => { after(() => { throw new Error("no"); }); test("one", () => {}); });',
    'test("one", () => {}); process.on("exit", () => { process.exitCode = 7; });',
  ];
  for (const hook of hooks) assert.equal((await runText(hook)).failures.length, 1, hook);
});

test("files that run together are counted together, whatever is wrong with one of them", async () => {
  const well = write('test("one", () => {}); test("two", { skip: "no moon" }, () => {});');
  const together = (text: string, limits: Partial<Limits> = {}): Promise<Outcome> =>
    runTestFiles([well, write(text), well], { ...LIMITS, ...limits });
  const { passed, failures, skipped } = await together('test("three", () => {});');
  assert.deepEqual({ passed, failures, skipped }, { passed: 2, failures: [], skipped: ["no moon"] });
  for (const [text, what, limits] of [
    ['test("three", () => { throw new Error("no"); });', /^three$/],
    ["throw new Error('no');", /ended/],
    ['test("three", () => {}); throw new Error("no"); test("four", () => {});', /ended/],
    ['test("three", () => { process.exit(0); });', /ended before: with 0/],
    ['test("three", () => { setTimeout(() => { throw new Error("late"); }, 100); });', /ended with 1/],
    ['import { createServer } from "node:net"; test("three", () => { createServer().listen(0); });', /stays open: .*TCP/, { leaveMs: 200 }],
    ['test("three", () => { for (;;); });', /^did not end within 3 s and was killed$/, { fileMs: 1000 }],
  ] as const)
    assert.match((await together(text, limits)).failures.join("\n"), what, text);
});
