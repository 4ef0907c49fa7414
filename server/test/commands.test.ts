// SPDX-License-Identifier: Apache-2.0
// What the commands say to a person: wrong words get what there is, and nothing is left behind by what was refused.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { listTenants } from "#access/tenant.ts";
import { ConfigError, readConfig } from "#base/settings.ts";
import { wallClock } from "#base/clock.ts";
import type { Command, ExitCode } from "#cli/command.ts";
import { choose, runCommand, tell } from "#cli/run.ts";
import { openLog } from "#base/log.ts";
import { makeBackup } from "#safeguard/backup/make.ts";
import { sql } from "#store/sql.ts";
import { StoreFault } from "#store/store-fault.ts";
import { exportsOf } from "../src/main/registry.ts";
import { addPerson, PATIENT, setUpSite, type TestSite, testSite } from "./support/site.ts";

const commands = (await exportsOf("command")).filter(
  (value): value is Command => typeof value === "object" && value !== null && "usage" in value && "run" in value,
);

type Ran = { readonly code: ExitCode; readonly out: string; readonly err: string };

async function part164({ site }: TestSite, ...argv: string[]): Promise<Ran> {
  const said = { out: "", err: "" };
  const io = { out: (text: string) => void (said.out += text), err: (text: string) => void (said.err += text) };
  try {
    const code = await runCommand(site, choose(commands, argv, process.cwd()), io);
    return { code, ...said };
  } catch (error) {
    const code = tell(error, io);
    return { code, ...said };
  }
}

testSite("an unknown purpose or scope says which there are, and adds nothing", async (site) => {
  const create = (...more: string[]) => part164(site, "client", "create", "--tenant", "North", "--name", "app", ...more);
  const purpose = await create("--purpose", "NOPE");
  assert.deepEqual([purpose.code, purpose.out], [2, ""]);
  assert.match(purpose.err, /no purpose "NOPE".*TREAT \(Treatment\).*ETREAT/);
  for (const wrong of ["NOPE", "system/Patient", "system/Patient.", "system/Patinet.rs", "user/Patient.rs", "system/*.sr"]) {
    const scope = await create("--scope", wrong);
    assert.deepEqual([scope.code, scope.out], [2, ""], wrong);
    assert.match(scope.err, /such as system\/Patient\.rs.*Observation/);
  }
  assert.deepEqual(await listTenants(site.parts), []);
  assert.equal((await create("--scope", "system/Patient.rs", "--purpose", "TREAT")).code, 0);
});

testSite("empty lists say so to the person, and nothing to a program", async (site) => {
  for (const list of ["client list", "user list"]) {
    assert.deepEqual(await part164(site, ...list.split(" ")), { code: 0, out: "", err: "None yet.\n" });
    assert.equal((await part164(site, ...list.split(" "), "--json")).out, "[]\n");
  }
});

testSite("to revoke or to end twice says since when; what is not there is wrong use", async (site) => {
  const made = await part164(site, "client", "create", "--tenant", "North", "--name", "app", "--json");
  const { clientId } = JSON.parse(made.out) as { clientId: string };
  assert.deepEqual(await part164(site, "client", "revoke", clientId), { code: 0, out: "", err: "Revoked.\n" });
  const again = await part164(site, "client", "revoke", clientId);
  assert.equal(again.code, 0);
  assert.match(again.err, /Revoked already, on 20/);
  assert.equal((await part164(site, "client", "revoke", site.parts.makeId())).code, 2);

  const maya = await setUpSite(site);
  await addPerson(site, "tom@fernhollow.example", []);
  const { out } = await part164(site, "user", "list", "--json");
  const people = JSON.parse(out) as { id: string; email: string }[];
  const idOf = (email: string): string => people.find((person) => person.email === email)?.id ?? "";
  assert.equal((await part164(site, "user", "end", idOf("tom@fernhollow.example"))).err, "Ended.\n");
  assert.match((await part164(site, "user", "end", idOf("tom@fernhollow.example"))).err, /Ended already/);
  const nobody = "There is no person with that id. `part164 user list` lists them.\n";
  for (const id of [site.parts.makeId(), "abc"])
    assert.deepEqual(await part164(site, "user", "end", id), { code: 2, out: "", err: nobody });
  assert.equal((await part164(site, "user", "reinvite", "abc")).err, "That identifier is not one of ours.\n");
  const last = await part164(site, "user", "end", idOf(maya.email));
  assert.equal(last.code, 2);
  assert.match(last.err, /Invite another.*--even-so/);
  assert.equal((await part164(site, "user", "end", idOf(maya.email), "--even-so")).code, 0);
});

const bundleOf = (entries: readonly unknown[]) => JSON.stringify({ resourceType: "Bundle", type: "transaction", entry: entries });
const post = (resource: { resourceType: string; [name: string]: unknown }, fullUrl?: string) => ({
  ...(fullUrl === undefined ? {} : { fullUrl }),
  resource,
  request: { method: "POST", url: resource.resourceType },
});
const SOMEBODY = "01890000-0000-7000-8000-000000000001";
const observation = {
  resourceType: "Observation",
  status: "final",
  code: { text: "weight" },
  subject: { reference: `Patient/${SOMEBODY}` },
};

testSite("a rejected bundle makes no tenant, and leaves no log of one", async (site) => {
  const folder = await mkdtemp(join(tmpdir(), "part164-bundles-"));
  const wrong = {
    "no-json.json": "{",
    "no-bundle.json": JSON.stringify(PATIENT),
    "no-type.json": bundleOf([post({ resourceType: "Patinet" })]),
    "not-valid.json": bundleOf([post({ ...PATIENT, gender: "unheard of" })]),
    "replaces.json": bundleOf([{ resource: { ...PATIENT, id: SOMEBODY }, request: { method: "PUT", url: `Patient/${SOMEBODY}` } }]),
    "about-nobody-here.json": bundleOf([post(observation)]),
  };
  try {
    for (const [name, text] of Object.entries(wrong)) {
      await writeFile(join(folder, name), text);
      const { code } = await part164(site, "import", "fhir", join(folder, name), "--tenant", "Nowhere");
      assert.equal(code, 1, name);
      assert.deepEqual(await listTenants(site.parts), [], name);
    }
    const { logs } = await site.parts.db
      .in({ role: "part164_sequencer" })
      .one<{ logs: number }>(sql`select count(*) as logs from ledger.log`);
    assert.ok(logs <= 1);
    const right = join(folder, "right.json");
    const url = "urn:uuid:8d2bb5c4-6d2e-4b0a-9c58-6a8a3f0a3d11";
    await writeFile(right, bundleOf([post(PATIENT, url), post({ ...observation, subject: { reference: url } })]));
    const { code, out } = await part164(site, "import", "fhir", right, "--tenant", "Somewhere", "--json");
    assert.deepEqual([code, JSON.parse(out)], [0, { individuals: 1, records: 2, rejected: [] }]);
    assert.equal((await listTenants(site.parts)).length, 1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

type Doctor = { findings: { area: string; isWell: boolean; says: string }[]; problems: string[] };

async function doctor(site: TestSite): Promise<Doctor & { code: ExitCode }> {
  const { code, out } = await part164(site, "doctor", "--json");
  return { code, ...(JSON.parse(out) as Doctor) };
}

testSite("doctor finds what is wrong, area by area, and nothing when nothing is", async (site) => {
  const { folder, db } = site.parts;
  const areas = async () => (await doctor(site)).findings.filter(({ isWell }) => !isWell).map(({ area }) => area);
  const own = db.kind === "embedded" ? ["durability"] : [];
  assert.deepEqual(await areas(), [...own, "backups", "set-up"]);
  await setUpSite(site);
  await makeBackup(site.parts);
  assert.deepEqual(await areas(), own);
  assert.equal((await doctor(site)).code, own.length);

  const [name = ""] = (await readdir(join(folder.path, "backups"))).filter((file) => file.endsWith(".backup"));
  await chmod(join(folder.path, "backups", name), 0o644);
  assert.deepEqual(await areas(), ["folder", ...own]);
  assert.match((await doctor(site)).problems[0] ?? "", /Others may look into backups/);
  await rm(join(folder.path, "backups", name));
  assert.deepEqual(await areas(), [...own, "backups"]);

  const root = join(folder.path, "keys", "root.json");
  await rename(root, `${root}.away`);
  assert.deepEqual(await areas(), [...own, "custodian", "backups"]); // Though the server has its keys in memory.
  await rename(`${root}.away`, root);
  site.clock.jump(-3_600_000);
  assert.ok((await areas()).includes("clock"));
  const { out } = await part164(site, "doctor");
  assert.match(out, /^FIX {2}clock: .*3600 s behind/m);
  assert.match(out, /^ok {3}node: Node 26/m);
});

test("doctor says why an installation cannot be opened", async () => {
  const command = commands.find(({ name }) => name === "doctor");
  const data = await mkdtemp(join(tmpdir(), "part164-closed-"));
  const said = { out: "" };
  const io = { out: (text: string) => void (said.out += text), err: () => {} };
  const config = readConfig({ PART164_DATA: data });
  try {
    const { invocation } = choose(commands, ["doctor", "--json"], data);
    const opening = { config, clock: wallClock, log: openLog("silent") };
    assert.equal(await command?.closed?.(new StoreFault("PostgreSQL does not answer."), opening, invocation, io), 1);
    assert.deepEqual((JSON.parse(said.out) as Doctor).problems, ["opening: PostgreSQL does not answer."]);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});

test("another database than PostgreSQL is refused by its address, which is not repeated", () => {
  for (const url of ["mysql://u:hunter2@localhost/d", "localhost/d", "http://localhost"])
    assert.throws(
      () => readConfig({ DATABASE_URL: url }),
      (error: unknown) =>
        error instanceof ConfigError &&
        error.message.startsWith("DATABASE_URL must begin with postgresql://") &&
        !error.message.includes("hunter2"),
    );
  for (const url of ["postgres://localhost/d", "postgresql:///d?host=/run"]) assert.ok(readConfig({ DATABASE_URL: url }).DATABASE_URL);
});

test("--version says the release on standard output, and nothing else", () => {
  const program = fileURLToPath(new URL("../bin/part164.js", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "--version"], { encoding: "utf8" });
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});

testSite("the report says what its words mean and where to go on; missing words are told with where to look", async (site) => {
  const { code, out } = await part164(site, "report");
  assert.equal(code, 1);
  assert.match(out, /not assessed +no check tells yet/);
  assert.match(out, /`part164 doctor`/);
  for (const line of out.split("\n").filter((one) => / 164\./.test(one))) assert.match(line, / (?:met|partly|gap|alternative|not )/, line);
  assert.match(out, /…/, "a title that is too long is cut where one can see it");
  const wrong = await part164(site, "client", "create", "--tenant", "Clinic A");
  assert.deepEqual([wrong.code, wrong.err], [2, "--name is needed. With --help a command says what it takes.\n"]);
});
