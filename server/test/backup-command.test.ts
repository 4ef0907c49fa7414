// SPDX-License-Identifier: Apache-2.0
// The commands as a person types them: through a running server and without one.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { fileSha256, keptBackups } from "#safeguard/backup/kept.ts";

const PROGRAM = fileURLToPath(new URL("../bin/part164.js", import.meta.url));

type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** Runs one command to its end. */
function part164(...words: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, ...words], (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return String(typeof address === "object" ? address?.port : "");
}

test(
  "a running server makes its first backup by itself and others when told; it restores elsewhere, once",
  { timeout: 120_000 },
  async () => {
    const root = await mkdtemp(join(tmpdir(), "part164-command-"));
    const [data, fresh] = [join(root, "data"), join(root, "fresh")];
    const server = spawn(process.execPath, [PROGRAM, "serve", "--data", data, "--port", await freePort()], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    try {
      await once(server.stderr, "data"); // It greets when the port is open.
      while ((await keptBackups({ path: data })).length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
      const made = await part164("backup", "--json", "--data", data);
      assert.equal(made.code, 0, made.err);
      const { file, sha256, records, entries } = JSON.parse(made.out) as { file: string; sha256: string; records: number; entries: number };
      assert.equal(await fileSha256(file), sha256);
      assert.equal(records, 0);
      assert.ok(entries >= 2);

      const without = await part164("restore", file, "--data", fresh, "--json");
      assert.deepEqual([without.code, without.out], [3, ""]);
      assert.match(without.err, /Put keys\/root\.json/);
      await mkdir(join(fresh, "keys"), { recursive: true, mode: 0o700 });
      await cp(join(data, "keys", "root.json"), join(fresh, "keys", "root.json"));
      const restored = await part164("restore", file, "--data", fresh, "--json");
      assert.equal(restored.code, 0, restored.err);
      assert.equal((JSON.parse(restored.out) as { entries: number }).entries, entries);
      assert.equal((await part164("restore", file, "--data", fresh)).code, 2);
      const recovery = await part164("ledger", "recover", "--data", fresh, "--json");
      assert.deepEqual([recovery.code, JSON.parse(recovery.out)], [0, { lost: [], aside: null }]);
      const busy = await part164("ledger", "recover", "--data", data);
      assert.match(busy.err, /Stop it first/);

      const ended = once(server, "exit");
      server.kill("SIGTERM");
      assert.deepEqual(await ended, [0, null]);
    } finally {
      server.kill("SIGKILL");
      await rm(root, { recursive: true, force: true });
    }
  },
);
