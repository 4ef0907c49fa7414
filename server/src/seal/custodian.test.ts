// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { testClock } from "#base/clock.ts";
import { unpredictableBytes } from "#base/random.ts";
import type { KeyCustodian } from "./custodian.ts";
import { openFileCustodian } from "./file-custodian.ts";

const clock = testClock("2026-11-01T00:00:00Z");
const CONTEXT = Buffer.from("what the key is for");
const GONE = { name: "Fault", code: "custodian_gone" };
const BROKEN = { name: "Fault", code: "sealed_broken" };

type Place = AsyncDisposable & {
  readonly data: string;
  readonly file: string;
  readonly custodian: KeyCustodian;
};

async function place(): Promise<Place> {
  const data = await mkdtemp(join(tmpdir(), "part164-root-"));
  const custodian = await openFileCustodian({ data, clock, create: true });
  const dispose = (): Promise<void> => rm(data, { recursive: true, force: true });
  return { data, file: join(data, "keys", "root.json"), custodian, [Symbol.asyncDispose]: dispose };
}

const reopen = (data: string): Promise<KeyCustodian> => openFileCustodian({ data, clock, create: false });

for (const mode of [0o644, 0o640, 0o604, 0o620, 0o602, 0o700])
  test(`a root key file with mode ${mode.toString(8)} is refused, at start and later`, async () => {
    await using at = await place();
    const wrapped = await at.custodian.wrap(unpredictableBytes(32), CONTEXT);
    await chmod(at.file, mode);
    await assert.rejects(at.custodian.wrap(unpredictableBytes(32), CONTEXT), GONE);
    await assert.rejects(at.custodian.unwrap(wrapped, CONTEXT), GONE);
    await assert.rejects(at.custodian.rotate(), GONE);
    await assert.rejects(at.custodian.rewrapNeeded(wrapped), GONE);
    await assert.rejects(reopen(at.data), { ...GONE, message: /mode 0\d\d\d/ });
  });

for (const mode of [0o755, 0o750, 0o701])
  test(`a key folder with mode ${mode.toString(8)} is refused`, async () => {
    await using at = await place();
    await chmod(join(at.data, "keys"), mode);
    await assert.rejects(reopen(at.data), GONE);
  });

test("an absent file is a lost file: it is not made again unless asked", async () => {
  await using at = await place();
  const wrapped = await at.custodian.wrap(unpredictableBytes(32), CONTEXT);
  await rm(at.file);
  await assert.rejects(at.custodian.wrap(unpredictableBytes(32), CONTEXT), GONE);
  await assert.rejects(at.custodian.unwrap(wrapped, CONTEXT), GONE);
  await assert.rejects(reopen(at.data), GONE);
  await assert.rejects(stat(at.file), { code: "ENOENT" });
});

test("a link in the file's place is refused", async () => {
  await using at = await place();
  await rename(at.file, join(at.data, "elsewhere.json"));
  await symlink(join(at.data, "elsewhere.json"), at.file);
  await assert.rejects(reopen(at.data), GONE);
});

test("asking to create leaves an existing root key as it is", async () => {
  await using at = await place();
  const before = await readFile(at.file, "utf8");
  await openFileCustodian({ data: at.data, clock, create: true });
  assert.equal(await readFile(at.file, "utf8"), before);
});

test("the file and folder are for their owner only, and nothing else is left in the folder", async () => {
  await using at = await place();
  await at.custodian.rotate();
  assert.equal((await stat(at.file)).mode & 0o777, 0o600);
  assert.equal((await stat(join(at.data, "keys"))).mode & 0o777, 0o700);
  assert.deepEqual(await readdir(join(at.data, "keys")), ["root.json"]);
});

test("a damaged file is refused whatever the damage, and its text is in no error", async () => {
  await using at = await place();
  const text = await readFile(at.file, "utf8");
  const secret = (JSON.parse(text) as { keys: [{ key: string }] }).keys[0].key;
  const damages = [
    "",
    "null",
    "[]",
    text.slice(0, -10),
    text.replace("part164/root-keys/v1", "part164/root-keys/v2"),
    text.replace(secret, secret.slice(4)),
    text.replace(secret, `${secret.slice(0, -2)}!=`),
    text.replace('"version": 1', '"version": 2'),
    text.replace('"version": 1', '"version": "1"'),
    text.replace(/"keys": \[[^]*\]/, '"keys": []'),
    text.replace('"createdAt"', '"madeAt"'),
  ];
  for (const damaged of damages) {
    assert.notEqual(damaged, text);
    await writeFile(at.file, damaged);
    await assert.rejects(reopen(at.data), (error: Error) => {
      assert.deepEqual({ name: error.name, code: "code" in error && error.code }, GONE);
      assert.ok(!String(error.stack).includes(secret.slice(0, 12)) && error.cause === undefined);
      return true;
    });
  }
});

test("wrapped bytes that were changed, cut or moved to another context do not open", async () => {
  await using at = await place();
  const key = unpredictableBytes(32);
  const wrapped = Buffer.from(await at.custodian.wrap(key, CONTEXT));
  await assert.rejects(at.custodian.unwrap(wrapped, Buffer.from("something else")), BROKEN);
  await assert.rejects(at.custodian.unwrap(wrapped.subarray(0, -1), CONTEXT), BROKEN);
  await assert.rejects(at.custodian.unwrap(Buffer.concat([wrapped, Buffer.of(0)]), CONTEXT), BROKEN);
  for (let index = 0; index < wrapped.length; index++) {
    const changed = Buffer.from(wrapped);
    changed[index] = (changed[index] ?? 0) ^ 1;
    const isRootVersion = index >= 1 && index < 5; // A root key that we lack: the custodian cannot help.
    await assert.rejects(at.custodian.unwrap(changed, CONTEXT), isRootVersion ? GONE : BROKEN);
  }
  assert.deepEqual(Buffer.from(await at.custodian.unwrap(wrapped, CONTEXT)), Buffer.from(key));
});

test("after a rotation old wrappings open and ask to be wrapped anew; a version swapped in their head does not open", async () => {
  await using at = await place();
  const key = unpredictableBytes(32);
  const old = Buffer.from(await at.custodian.wrap(key, CONTEXT));
  assert.equal(await at.custodian.rewrapNeeded(old), false);
  await at.custodian.rotate();
  assert.equal(await at.custodian.rewrapNeeded(old), true);
  assert.deepEqual(Buffer.from(await at.custodian.unwrap(old, CONTEXT)), Buffer.from(key));
  const anew = await at.custodian.wrap(key, CONTEXT);
  assert.equal(await at.custodian.rewrapNeeded(anew), false);
  old.writeUInt32BE(2, 1);
  await assert.rejects(at.custodian.unwrap(old, CONTEXT), BROKEN);
});

test("ten rotations at once are ten versions", async () => {
  await using at = await place();
  await Promise.all(Array.from({ length: 10 }, () => at.custodian.rotate()));
  assert.equal((JSON.parse(await readFile(at.file, "utf8")) as { keys: unknown[] }).keys.length, 11);
});

test("a process killed while it rotates leaves a whole file with every key that it answered for", async () => {
  await using at = await place();
  const code = `
    const { openFileCustodian } = await import(${JSON.stringify(fileURLToPath(new URL("./file-custodian.ts", import.meta.url)))});
    const clock = { now: () => new Date(0), monotonicMs: () => 0 };
    const custodian = await openFileCustodian({ data: ${JSON.stringify(at.data)}, clock, create: false });
    for (;;) { await custodian.rotate(); process.stdout.write("."); }`;
  let least = 1;
  for (let round = 0; round < 5; round++) {
    const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let answered = 0;
    child.stdout.on("data", (dots: Buffer) => (answered += dots.length));
    await once(child.stdout, "data");
    await sleep(17 * round);
    child.kill("SIGKILL");
    await new Promise((done) => child.once("close", done));
    least += answered;
    const { keys } = JSON.parse(await readFile(at.file, "utf8")) as { keys: unknown[] };
    assert.ok(keys.length >= least, "An answered rotation was lost.");
    least = keys.length;
    await (await reopen(at.data)).wrap(unpredictableBytes(32), CONTEXT);
  }
});
