// SPDX-License-Identifier: Apache-2.0
// The program without a browser, as a script or an auditor uses it: processes, exit codes, and on standard output only the document.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { MANIFEST, type Manifest } from "@part164/verify/manifest.ts";
import { Zip } from "@part164/verify/zip.ts";
import { requirements } from "#rule/rule.ts";
import { keptBackups } from "#safeguard/backup/kept.ts";
import { writeZip } from "../../verify/test/zip-writer.ts";
import { bundlesFor } from "./support/bundles.ts";
import { eachDatabase } from "./support/databases.ts";
import { PATIENT } from "./support/site.ts";
import { type Ended, newPlace, type Place, removePlace, runProgram, startServer } from "./survive/server-process.ts";

const VERIFIER = fileURLToPath(new URL("../../verify/bin/part164-verify.js", import.meta.url));
const READY_WITHIN_MS = 20_000;

/** `part164 WORDS` at a place, which must end with this exit code. */
async function part164(place: Place, exit: number, ...words: string[]): Promise<Ended> {
  const ended = await runProgram([...words, "--data", place.data], place.settings);
  assert.equal(ended.code, exit, `part164 ${words.join(" ")}: ${ended.err}`);
  return ended;
}

/** The one JSON document that standard output holds, and its names in their order. */
async function document<T>(place: Place, exit: number, names: readonly string[], ...words: string[]): Promise<T> {
  const { out } = await part164(place, exit, ...words);
  const parsed = JSON.parse(out) as T & object; // Which names it has is asserted next; what they hold, by each caller.
  assert.deepEqual(Object.keys(parsed), names, words.join(" "));
  return parsed;
}

function verify(...words: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [VERIFIER, ...words], (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

type Client = { clientId: string; clientSecret: string };
type Imported = { individuals: number; records: number; rejected: { file: string; reason: string }[] };
type Backup = { file: string; sha256: string; records: number; entries: number };
type Report = { asOf: string; totals: Record<string, number>; requirements: Record<string, unknown>[] };
type Exported = { file: string; sha256: string; logs: { origin: string; key: string; size: number }[] };

const sha256 = async (file: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(file))
    .digest("hex");

/** The application that was made can work at once, with all its scopes. */
async function useClient(url: string, { clientId, clientSecret }: Client): Promise<void> {
  const form = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret });
  const token = await fetch(`${url}/oauth/token`, { method: "POST", body: form });
  const { access_token: bearer } = (await token.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${bearer}`, "content-type": "application/fhir+json" };
  const made = await fetch(`${url}/fhir/R4/Patient`, { method: "POST", headers, body: JSON.stringify(PATIENT) });
  assert.equal(made.status, 201);
  const { id } = (await made.json()) as { id: string };
  assert.equal((await fetch(`${url}/fhir/R4/Patient/${id}`, { headers })).status, 200);
}

/** Every member in turn with one byte of it altered: the verifier must end with 1 and name that member. */
async function alterEach(file: string, key: string, folder: string): Promise<number> {
  const bytes = new Uint8Array(await readFile(file));
  const zip = await Zip.open({ size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) });
  const members: { path: string; content: Uint8Array }[] = [];
  for (const [path, member] of zip.members) members.push({ path, content: await zip.read(member, 2 ** 28) });
  const left = members.filter(({ content }) => content.length > 0);
  const altered = left.length;
  const { files } = JSON.parse(Buffer.from(members.find(({ path }) => path === MANIFEST)?.content ?? []).toString("utf8")) as Manifest; // The server wrote it.
  assert.equal(altered, files.length + 2, "each file that is listed, and the manifest and its note");
  const worker = async (n: number): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const { path, content } = one;
      const changed = Uint8Array.from(content);
      const at = Math.floor(changed.length / 2);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const other = join(folder, `altered-${n}.zip`);
      await writeFile(other, writeZip(members.map((each) => (each.path === path ? { path, content: changed } : each))));
      const { code, out } = await verify(other, "--key", key);
      assert.equal(code, 1, `${path}: ${out}`);
      assert.ok(out.includes(` ${path}: `), `${path} is not named: ${out}`);
    }
  };
  await Promise.all([worker(0), worker(1)]);
  return altered;
}

eachDatabase("set up, import, back up, report, export and verify without a browser", async (kind, t) => {
  const place = await newPlace(kind);
  const folder = await mkdtemp(join(tmpdir(), "part164-headless-"));
  try {
    const setup = [
      "setup",
      "--organization",
      "Fernhollow Health",
      "--entity",
      "business-associate",
      "--official",
      "maya@fernhollow.example",
    ];
    const done = await document<{ enrolmentUrl: string }>(place, 0, ["organization", "official", "enrolmentUrl"], ...setup, "--json");
    assert.match(done.enrolmentUrl, /^http:\/\/localhost:1640\/enrol#/);
    await part164(place, 2, ...setup, "--json");
    const create = ["client", "create", "--tenant", "Clinic A", "--name", "app", "--json"];
    const client = await document<Client>(place, 0, ["clientId", "clientSecret"], ...create);

    const startedMs = performance.now();
    const server = await startServer(place);
    assert.ok(performance.now() - startedMs < READY_WITHIN_MS);
    await useClient(server.url, client);
    const bundles = bundlesFor(folder);
    const { individuals, records } = bundles;
    const into = ["import", "fhir", ...bundles.files, "--tenant", "Clinic A", "--json"];
    const imported = ["individuals", "records", "rejected"];
    assert.deepEqual(await document<Imported>(place, 0, imported, ...into), { individuals, records, rejected: [] });
    const backup = () => document<Backup>(place, 0, ["file", "sha256", "records", "entries"], "backup", "--json");
    while ((await keptBackups({ path: place.data })).length === 0) await wait(50); // The server's own first; meanwhile others are refused.
    const first = await backup();
    assert.deepEqual([first.records, first.sha256], [records + 1, await sha256(first.file)]);
    assert.equal((await server.stop()).out, "");

    assert.deepEqual((await document<Imported>(place, 0, imported, ...into)).rejected, []);
    assert.equal((await backup()).records, records + 1, "the same bytes again are a no-op");
    const broken = join(folder, "broken.json");
    await writeFile(broken, "{}");
    const refused = await document<Imported>(place, 1, imported, "import", "fhir", broken, "--tenant", "Clinic A", "--json");
    assert.equal(refused.rejected[0]?.file, broken);
    const { totals, requirements: rows } = await document<Report>(
      place,
      1,
      ["asOf", "totals", "requirements"],
      "report",
      "--format",
      "json",
    );
    assert.deepEqual(
      rows.map(({ cite }) => cite).sort(),
      requirements()
        .map(({ cite }) => cite)
        .sort(),
    );
    for (const row of rows) assert.deepEqual(Object.keys(row), ["cite", "kind", "designation", "verdict", "evidence"]);
    assert.equal(
      Object.values(totals).reduce((sum, n) => sum + n, 0),
      rows.length,
    );

    const out = join(folder, "package.zip");
    const made = await document<Exported>(place, 0, ["file", "sha256", "logs"], "export", "--out", out, "--json");
    assert.deepEqual([made.file, made.sha256], [out, await sha256(out)]);
    const keys = (await part164(place, 0, "key", "log")).out.trimEnd().split("\n");
    assert.deepEqual(
      keys,
      made.logs.map(({ key }) => key),
    );
    const [key = ""] = keys;
    assert.match(key, /^[0-9a-f-]{36}\.part164\/organization\+/);
    const verified = await verify(out, "--key", key);
    assert.equal(verified.code, 0, verified.out);
    assert.equal((await verify(out, "--key", keys[1] ?? "")).code, 1, "the organization's key is the one it rests on");
    const members = await alterEach(out, key, folder);
    t.diagnostic(`${bundles.from}: ${individuals} individuals, ${records} records; ${members} members altered`);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await removePlace(place);
  }
});
