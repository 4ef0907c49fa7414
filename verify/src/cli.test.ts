// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { logAt } from "../test/cases.ts";
import { organization, tenantKeys } from "../test/keys.ts";
import { checkpointOf, filesOf, manifestOf, packageOf, sample, signedMembers } from "../test/sample-package.ts";
import { writeZip } from "../test/zip-writer.ts";
import { flipped } from "../test/verify-sample.ts";
import { run } from "./cli.ts";
import { formatKey } from "./note.ts";
import type { Answer } from "./package.ts";

const folder = mkdtempSync(join(tmpdir(), "part164-verify-"));
const [good, bad, notZip, kept, later] = ["good.zip", "bad.zip", "not.zip", "kept", "later"].map((name) => join(folder, name)) as [
  string,
  string,
  string,
  string,
  string,
]; // Five names, five paths.
const key = formatKey(organization.key);

before(async () => {
  const made = await sample();
  const bytes = await packageOf(made);
  writeFileSync(good, bytes);
  writeFileSync(bad, flipped(bytes, 20_000));
  writeFileSync(notZip, "hello");
  writeFileSync(kept, await checkpointOf(logAt(made, 0), 100));
  writeFileSync(later, await checkpointOf({ ...logAt(made, 0), entries: [...logAt(made, 0).entries, ...logAt(made, 1).entries] }));
});
after(() => rmSync(folder, { recursive: true }));

async function ran(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const code = await run(args, { out: (text) => (said.out += text), err: (text) => (said.err += text) });
  return { code, ...said };
}

const WRONG_USE: readonly string[][] = [
  [],
  [good],
  ["--key", key],
  [good, bad, "--key", key],
  [good, "--key", "nonsense"],
  [good, "--key"],
  [good, "--key", key, "--more"],
  [good, "--key", `${key}x`],
];
for (const args of WRONG_USE)
  test(`wrong use, exit 2: ${args.map((arg) => arg.split("/").at(-1)?.slice(0, 20)).join(" ")}`, async () => {
    const { code, out, err } = await ran(...args);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, /Try part164-verify --help/);
  });

test("a key that is missing is asked for", async () => {
  assert.match((await ran(good)).err, /^Give the organization's verifier key with --key\./);
  assert.match((await ran(good, "--key", "nonsense")).err, /^That is not a verifier key: /);
});

const UNREADABLE: readonly string[][] = [
  [join(folder, "absent.zip"), "--key", key],
  [folder, "--key", key],
  [good, "--key", key, "--checkpoint", join(folder, "absent")],
];
for (const [n, args] of UNREADABLE.entries())
  test(`what cannot be read, exit 3, case ${n}`, async () => {
    const { code, out, err } = await ran(...args);
    assert.equal(code, 3);
    assert.equal(out, "");
    assert.notEqual(err, "");
  });

test("a whole package, exit 0, says so to standard output alone", async () => {
  const { code, out, err } = await ran(good, "--key", key, "--checkpoint", kept);
  assert.equal(code, 0);
  assert.equal(err, "");
  assert.match(out, /^Part164 package of Example Health/);
  assert.match(out, /Ledger as of 2026-03-01T09:00:00.000Z/);
  assert.match(out, /the checkpoint given, of 100 entries/);
  assert.match(out, /\nVerified\.\n$/);
});

test("a changed package, exit 1, names the file and the reason", async () => {
  const { code, out } = await ran(good, "--key", key, "--checkpoint", later);
  assert.equal(code, 1);
  assert.match(out, /✗ \(the checkpoint given\): .*the newest are gone/);
  const changed = await ran(bad, "--key", key);
  assert.equal(changed.code, 1);
  assert.match(changed.out, /✗ logs\/0\/tile\/entries\/000: its SHA-256 is not the one in the manifest/);
  assert.match(changed.out, /\nNot verified: one fault\.\n$/);
});

test("what is not a package, and a key of someone else, exit 1", async () => {
  assert.equal((await ran(notZip, "--key", key)).code, 1);
  const other = await ran(good, "--key", formatKey(tenantKeys[0]?.key ?? organization.key));
  assert.equal(other.code, 1);
  assert.match(other.out, /none of the keys given/);
});

test("--json gives the whole answer", async () => {
  const { code, out } = await ran(good, "--key", key, "--key", key, "--json");
  assert.equal(code, 0);
  const answer = JSON.parse(out) as Answer; // Written by us.
  assert.equal(answer.verified, true);
  assert.equal(answer.logs.length, 3);
  const broken = JSON.parse((await ran(bad, "--key", key, "--json")).out) as Answer; // As above.
  assert.deepEqual(broken.faults, [
    { code: "hash_mismatch", file: "logs/0/tile/entries/000", reason: "its SHA-256 is not the one in the manifest" },
  ]);
});

test("an organization's name cannot move the reader's cursor", async () => {
  const made = await sample();
  const files = await filesOf(made);
  const manifest = manifestOf(made, files);
  const members = await signedMembers(
    { ...manifest, organization: { name: "A\u001b[2J\u009bB\n", entity: "both", timeZone: "UTC" } },
    files,
  );
  const file = join(folder, "name.zip");
  writeFileSync(file, writeZip(members));
  const { code, out } = await ran(file, "--key", key);
  assert.equal(code, 0);
  assert.match(out, /^Part164 package of A\ufffd\[2J\ufffdB\ufffd, made/);
});

test("--help explains every option and exit code", async () => {
  const { code, out } = await ran("--help");
  assert.equal(code, 0);
  for (const word of ["--key", "--checkpoint", "--json", "--help", "0 everything", "1 something", "2 wrong", "3 a file"])
    assert.ok(out.includes(word), word);
});

test("the installed command runs, also where the machine's own Node is older", () => {
  const program = fileURLToPath(new URL("../bin/part164-verify.js", import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [program, good, "--key", key], { encoding: "utf8" });
  assert.equal(status, 0);
  assert.match(stdout, /Verified\.\n$/);
  assert.equal(spawnSync(process.execPath, [program], { encoding: "utf8" }).status, 2);
});
