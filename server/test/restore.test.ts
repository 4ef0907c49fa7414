// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "#base/fault.ts";
import { recoverLedger, restoreInstallation } from "#safeguard/backup/installation.ts";
import { makeBackup } from "#safeguard/backup/make.ts";
import { countRows, ourTables } from "#safeguard/backup/tables.ts";
import { restore as restoreSafeguard } from "#safeguard/safeguard/restore.ts";
import { sql } from "#store/sql.ts";
import { postgresqlPrograms } from "./support/postgresql-cluster.ts";
import { isBroken, pathOf, serveTarget, store, target } from "./support/restored.ts";
import { addClient, PATIENT, setUpSite, type TestSite, testSite } from "./support/site.ts";

const OWNER = { role: "part164_owner" } as const;

testSite("another installation's root key opens nothing, and a folder of another is not written to", async (site) => {
  const made = await makeBackup(site.parts);
  const place = await target(site, site.parts.db.kind);
  await rm(join(place.data, "database"), { recursive: true, force: true }); // A folder as an operator has it: the root key alone.
  const key = JSON.parse(await readFile(join(place.data, "keys", "root.json"), "utf8")) as { keys: { key: string }[] };
  const changed = { ...key, keys: key.keys.map((row) => ({ ...row, key: Buffer.alloc(32, 7).toString("base64") })) };
  await writeFile(join(place.data, "keys", "root.json"), JSON.stringify(changed), { mode: 0o600 });
  await assert.rejects(restoreInstallation(place.opening, pathOf(site, made), false), /does not open this backup/);
  assert.deepEqual(await readdir(place.data), ["keys"]);
  await rm(join(place.data, "keys", "root.json"));
  await assert.rejects(restoreInstallation(place.opening, pathOf(site, made), false), /Put keys\/root.json/);

  const second = await target(site, site.parts.db.kind);
  const identity = { installation: site.parts.makeId(), demo: false, createdAt: site.clock.now().toISOString() };
  await writeFile(join(second.data, "installation.json"), JSON.stringify(identity), { mode: 0o600 });
  await assert.rejects(restoreInstallation(second.opening, pathOf(site, made), false), /another installation/);
  await Promise.all([place.remove(), second.remove()]);
});

testSite("a damaged backup leaves nothing behind, and a database in use is not restored into", async (site) => {
  const client = await addClient(site, "Clinic A");
  await store(site, client, 2);
  const made = await makeBackup(site.parts);
  const bytes = await readFile(pathOf(site, made));
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1; // The last chunk: by then every row was inserted.
  const damaged = join(site.parts.folder.path, "damaged.backup");
  await writeFile(damaged, bytes);
  const place = await target(site, site.parts.db.kind);
  await assert.rejects(restoreInstallation(place.opening, damaged, false), isBroken);
  const entries = await readdir(place.data);
  assert.ok(!entries.includes("installation.json"));
  const { records } = await restoreInstallation(place.opening, pathOf(site, made), false); // The same place is empty still.
  assert.equal(records, 2);
  await assert.rejects(
    restoreInstallation(place.opening, pathOf(site, made), false),
    (error) => error instanceof Fault && error.code === "not_empty",
  );
  await place.remove();
});

testSite("after a restore every row is there, the API reads a tenant's records, and old sessions and tokens are ended", async (site) => {
  await setUpSite(site);
  const [a, b] = [await addClient(site, "Clinic A"), await addClient(site, "Clinic B")];
  const ids = await store(site, a, 4);
  await store(site, b, 1);
  const put = await site.fetch(`/fhir/R4/Patient/${ids[0]}`, {
    method: "PUT",
    headers: a.headers({ "if-match": 'W/"1"' }),
    body: JSON.stringify({ ...PATIENT, id: ids[0], active: false }),
  });
  assert.equal(put.status, 200);
  await site.parts.ledger.keeper.settle();
  const made = await makeBackup(site.parts);
  assert.deepEqual([made.records, (await stat(pathOf(site, made))).mode & 0o777], [5, 0o600]);

  const place = await target(site, site.parts.db.kind);
  const restored = await restoreInstallation(place.opening, pathOf(site, made), false);
  assert.deepEqual(
    [restored.records, restored.entries, restored.logs, restored.signs, restored.secondPlace],
    [5, made.entries, 3, true, "absent"],
  );
  const opened = await serveTarget(place);
  const { url } = opened;
  assert.equal((await fetch(`${url}/fhir/R4/Patient/${ids[0]}`, { headers: a.headers() })).status, 401);
  const token = await fetch(`${url}/oauth/token`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: `Basic ${Buffer.from(`${a.clientId}:${a.clientSecret}`).toString("base64")}`,
    },
    body: "grant_type=client_credentials",
  });
  const headers = { authorization: `Bearer ${((await token.json()) as { access_token: string }).access_token}` };
  for (const id of ids) {
    const read = await fetch(`${url}/fhir/R4/Patient/${id}`, { headers });
    assert.equal(read.status, 200);
    const { name } = (await read.json()) as typeof PATIENT;
    assert.deepEqual(name, PATIENT.name);
  }
  assert.equal(
    ((await (await fetch(`${url}/fhir/R4/Patient/${ids[0]}/_history/1`, { headers })).json()) as { active: boolean }).active,
    true,
  );
  const { parts } = opened.site;
  const sessions = await parts.db.in(OWNER).one<{ live: number }>(sql`select count(*) as live from access.session where ended_at is null`);
  assert.equal(sessions.live, 0);
  const before = new Map(await counts(site));
  for (const [name, count] of await counts(opened.site)) {
    // What restoring and reading adds, and what it ends; everything else is as it was.
    if (/^ledger\.|^access\.(client_token|attempt)|high_water|seal\.key/.test(name)) continue;
    assert.equal(count, before.get(name), name);
  }
  const [entry] = await parts.ledger.reader.find(parts.installation, { kind: "operate.restore.run" }, 1);
  assert.equal(entry?.entry.detail?.["madeAt"], restored.madeAt);
  await parts.ledger.keeper.settle();
  assert.equal(parts.ledger.keeper.refusal, null);
  await opened.close();
  await place.remove();
});

async function counts({ parts }: Pick<TestSite, "parts">): Promise<[string, number][]> {
  const db = parts.db.in(OWNER);
  return Promise.all((await ourTables(db)).map(async (table) => [table.name, await countRows(db, table)] as [string, number]));
}

testSite("a backup goes from one kind of database to the other", async (site) => {
  const client = await addClient(site, "Clinic A");
  await store(site, client, 2);
  const made = await makeBackup(site.parts);
  const place = await target(site, site.parts.db.kind === "embedded" && postgresqlPrograms() !== null ? "postgresql" : "embedded");
  assert.equal((await restoreInstallation(place.opening, pathOf(site, made), false)).records, 2);
  await place.remove();
});

testSite("a ledger restored from an older backup signs nothing until a person accepts the loss, which is recorded", async (site) => {
  const client = await addClient(site, "Clinic A");
  await store(site, client, 1);
  await site.parts.ledger.keeper.settle();
  const made = await makeBackup(site.parts);
  await store(site, client, 2); // Signed, and not in the backup.
  await site.parts.ledger.keeper.settle();
  const { kind } = site.parts.db;

  const place = await target(site, kind, { secondPlace: true });
  const { signs, lost } = await restoreInstallation(place.opening, pathOf(site, made), false);
  assert.equal(signs, false);
  assert.equal(lost.length, 2);
  const refusing = await serveTarget(place);
  await assert.rejects(refusing.site.parts.ledger.keeper.settle(3000), /recover-the-ledger/);
  assert.match(refusing.site.parts.ledger.keeper.refusal ?? "", /was signed with/);
  await refusing.close();

  assert.equal((await recoverLedger(place.opening, false)).aside, null); // To look changes nothing.
  const recovery = await recoverLedger(place.opening, true);
  assert.equal(recovery.lost.length, 2);
  const aside = await readFile(join(place.data, "checkpoints", recovery.aside ?? ""), "utf8");
  assert.ok(lost.every(({ origin, signed }) => aside.includes(origin) && aside.includes(signed.root)));
  const going = await serveTarget(place);
  await going.site.parts.ledger.keeper.settle();
  assert.equal(going.site.parts.ledger.keeper.refusal, null);
  const entries = await going.site.parts.ledger.reader.find(going.site.parts.installation, { kind: "operate.ledger.recover" }, 10);
  assert.deepEqual(new Set(entries.map(({ entry }) => entry.detail?.["origin"])), new Set(lost.map(({ origin }) => origin)));
  if (kind === "postgresql") await assert.rejects(recoverLedger(place.opening, true), /Stop every server/); // The folder's lock does that for the embedded one.
  await going.close();
  await place.remove();

  const at = await target(site, kind, { secondPlace: true });
  const accepted = await restoreInstallation(at.opening, pathOf(site, made), true);
  assert.deepEqual([accepted.signs, accepted.lost.length], [true, 2]);
  await at.remove();
});

testSite("a backup of a ledger in which an entry was altered does not restore, and the drill says why", async (site) => {
  const client = await addClient(site, "Clinic A");
  await store(site, client, 2);
  await site.parts.ledger.keeper.settle();
  // As whoever owns the database could: guards off, one bit of one entry, guards on.
  await site.parts.db.script(
    "part164_owner",
    `alter table ledger.event disable trigger user; alter table ledger.event no force row level security;
     update ledger.event set leaf = set_byte(leaf, 100, get_byte(leaf, 100) # 1) where id = (select event from ledger.leaf limit 1);
     alter table ledger.event force row level security; alter table ledger.event enable trigger user`,
  );
  const made = await makeBackup(site.parts);
  const place = await target(site, site.parts.db.kind);
  await assert.rejects(restoreInstallation(place.opening, pathOf(site, made), false), /the ledger was altered/);
  const look = await restoreSafeguard.checks[0]?.look(site.parts);
  assert.deepEqual([look?.status, /the ledger was altered/.test(look?.observed ?? "")], ["fail", true]);
  await place.remove();
});
