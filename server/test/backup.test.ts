// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { cp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MS_PER_HOUR } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import { drillRestore } from "#safeguard/backup/drill.ts";
import { MAGIC } from "#safeguard/backup/format.ts";
import { recoverLedger, restoreInstallation } from "#safeguard/backup/installation.ts";
import { backupFolder, keptBackups, REMOVE_KIND } from "#safeguard/backup/kept.ts";
import { type BackupMade, MAKE_KIND, makeBackup } from "#safeguard/backup/make.ts";
import { backupKey, openBackupFile } from "#safeguard/backup/open.ts";
import { restoreInto } from "#safeguard/backup/restore-into.ts";
import { countRows, ourTables } from "#safeguard/backup/tables.ts";
import type { Check } from "#safeguard/safeguard.ts";
import { backup as backupSafeguard } from "#safeguard/safeguard/backup.ts";
import { restore as restoreSafeguard } from "#safeguard/safeguard/restore.ts";
import { sql } from "#store/sql.ts";
import { freshPlace, openPlace } from "./support/databases.ts";
import { postgresqlPrograms } from "./support/postgresql-cluster.ts";
import { serveTarget, target } from "./support/restored.ts";
import { addClient, PATIENT, setUpSite, type TestClient, type TestSite, testSite } from "./support/site.ts";

const OWNER = { role: "part164_owner" } as const;

async function store(site: TestSite, client: TestClient, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const body = JSON.stringify({ ...PATIENT, identifier: [{ system: "http://fernhollow.example/mrn", value: `MRN-${n}` }] });
    const created = await site.fetch("/fhir/R4/Patient", { method: "POST", headers: client.headers(), body });
    assert.equal(created.status, 201);
    ids.push(((await created.json()) as { id: string }).id);
  }
  return ids;
}

const pathOf = ({ parts }: TestSite, { file }: Pick<BackupMade, "file">): string => join(backupFolder(parts.folder), file);

/** Reads a backup to its end; a fault is what a restore would meet. */
async function readThrough({ parts }: TestSite, path: string): Promise<number> {
  const file = await openBackupFile(path);
  try {
    let chunks = 0;
    for await (const _ of file.chunks(await backupKey(file.header, parts.keyring.custodian, parts.clock))) chunks += 1;
    return chunks;
  } finally {
    await file.close();
  }
}

/** Where each chunk begins, and the end. */
function chunkStarts(bytes: Buffer): number[] {
  let at = MAGIC.length + 4 + bytes.readUInt32BE(MAGIC.length);
  const starts = [at];
  while (at < bytes.length) {
    at += 5 + bytes.readUInt32BE(at + 1);
    starts.push(at);
  }
  return starts;
}

const look = (site: TestSite, [check]: readonly Check[]) => {
  assert.ok(check);
  return check.look(site.parts);
};
const isBroken = (error: unknown): boolean => error instanceof Fault && error.code === "backup_broken";

testSite("a backup in which any byte is altered is refused", async (site) => {
  const client = await addClient(site, "Clinic A");
  await store(site, client, 3);
  const made = await makeBackup(site.parts);
  const bytes = await readFile(pathOf(site, made));
  assert.ok((await readThrough(site, pathOf(site, made))) > 10);
  const altered = join(site.parts.folder.path, "altered.backup");
  const starts = chunkStarts(bytes);
  const positions = new Set([
    ...Array.from({ length: starts[0] ?? 0 }, (_, n) => n),
    ...starts.flatMap((start) => [start, start + 1, start + 4, start + 5, start + 17, start - 1]),
    ...Array.from({ length: 200 }, (_, n) => Math.floor((bytes.length * n) / 200)),
  ]);
  for (const at of positions) {
    if (at >= bytes.length) continue;
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    await writeFile(altered, copy);
    await assert.rejects(readThrough(site, altered), Fault, `byte ${at}`);
  }
});

testSite("a backup that is cut, lengthened, reordered or mixed with another is refused", async (site) => {
  const client = await addClient(site, "Clinic A");
  await store(site, client, 3);
  const bytes = await readFile(pathOf(site, await makeBackup(site.parts)));
  site.clock.pass(1000);
  const other = await readFile(pathOf(site, await makeBackup(site.parts)));
  const starts = chunkStarts(bytes);
  const chunk = (n: number, of = bytes, at = starts): Buffer => of.subarray(at[n], at[n + 1]);
  const head = bytes.subarray(0, starts[0]);
  const chunks = Array.from({ length: starts.length - 1 }, (_, n) => chunk(n));
  const swapped = [...chunks.slice(0, 2), chunk(3), chunk(2), ...chunks.slice(4)];
  const foreign = chunks.with(2, chunk(2, other, chunkStarts(other)));
  const wrong: Record<string, Buffer> = {
    "cut within a chunk": bytes.subarray(0, bytes.length - 7),
    "cut after a chunk": bytes.subarray(0, starts.at(-2)),
    "cut to the header": head,
    empty: Buffer.alloc(0),
    lengthened: Buffer.concat([bytes, chunk(1)]),
    "with a byte more": Buffer.concat([bytes, Buffer.alloc(1)]),
    reordered: Buffer.concat([head, ...swapped]),
    "without one chunk": Buffer.concat([head, ...chunks.toSpliced(3, 1)]),
    "with one chunk twice": Buffer.concat([head, ...chunks.toSpliced(3, 0, chunk(3))]),
    "with a chunk of another backup": Buffer.concat([head, ...foreign]),
    "under another's header": Buffer.concat([other.subarray(0, chunkStarts(other)[0]), ...chunks]),
  };
  const path = join(site.parts.folder.path, "wrong.backup");
  for (const [what, content] of Object.entries(wrong)) {
    await writeFile(path, content);
    await assert.rejects(readThrough(site, path), isBroken, what);
  }
});

testSite("another installation's root key opens nothing, and a folder of another is not written to", async (site) => {
  const made = await makeBackup(site.parts);
  const place = await target(site, site.parts.db.kind);
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

testSite("a backup made while writes go on holds for each record its entry, and no entry without its record", async (site) => {
  const client = await addClient(site, "Clinic A");
  await store(site, client, 20);
  let isOver = false;
  const writers = Array.from({ length: 4 }, async () => {
    let written = 0;
    while (!isOver) written += (await store(site, client, 1)).length;
    return written;
  });
  const made: BackupMade[] = [];
  for (let n = 0; n < 3; n++) {
    made.push(await makeBackup(site.parts));
    site.clock.pass(1000);
  }
  isOver = true;
  const written = (await Promise.all(writers)).reduce((sum, count) => sum + count, 0);
  assert.ok(written >= 4);
  for (const one of made) {
    const place = await freshPlace("embedded");
    const db = await openPlace(place);
    const file = await openBackupFile(pathOf(site, one));
    await restoreInto(db, file, await backupKey(file.header, site.parts.keyring.custodian, site.clock));
    const { records, creates } = await db.in(OWNER).one<{ records: number; creates: number }>(sql`
      select (select count(*) from phi.record) as records, (select count(*) from ledger.lookup where kind = 'phi.record.create' and outcome = 'done') as creates`);
    assert.equal(records, creates);
    await file.close();
    await db.close();
    await rm(join(place.databaseFolder ?? "", ".."), { recursive: true, force: true });
  }
});

testSite("the drill passes on a good backup, and the checks fail without one, with a damaged one, an old one or too many", async (site) => {
  assert.equal((await look(site, backupSafeguard.checks)).status, "fail");
  assert.equal((await look(site, restoreSafeguard.checks)).status, "fail");
  const client = await addClient(site, "Clinic A");
  await store(site, client, 2);
  const made = await makeBackup(site.parts);
  assert.equal((await look(site, backupSafeguard.checks)).status, "pass");
  const drilled = await look(site, restoreSafeguard.checks);
  assert.equal(drilled.status, "pass", drilled.observed);
  const [entry] = await site.parts.ledger.reader.find(site.parts.installation, { kind: "operate.restore.drill", outcome: "done" }, 1);
  assert.deepEqual(entry?.entry.detail?.["opened"], { records: 2, entries: made.entries, shredded: 0 });
  assert.deepEqual(await readdir(backupFolder(site.parts.folder)), [made.file]); // The scratch is gone.

  const good = await readFile(pathOf(site, made));
  const bytes = Buffer.from(good);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(pathOf(site, made), bytes);
  assert.match((await look(site, backupSafeguard.checks)).observed, /not the one that was recorded/);
  assert.equal((await look(site, restoreSafeguard.checks)).status, "fail");
  await assert.rejects(drillRestore(site.parts), isBroken);
  await rm(pathOf(site, made));
  assert.match((await look(site, backupSafeguard.checks)).observed, /not in the folder/);

  await writeFile(pathOf(site, made), good);
  for (let n = 1; n <= 8; n++) await cp(pathOf(site, made), pathOf(site, { file: made.file.replace(/^\d{4}/, String(2000 + n)) }));
  assert.match((await look(site, backupSafeguard.checks)).observed, /9 backups are there/);
  site.clock.pass(26.1 * MS_PER_HOUR);
  assert.match((await look(site, backupSafeguard.checks)).observed, /26\.1 h old/);
});

testSite(
  "the oldest backups above the number kept are removed, and that is recorded; two are not made at once",
  async (site) => {
    const made: string[] = [];
    for (let n = 0; n < 4; n++) {
      made.push((await makeBackup(site.parts)).file);
      site.clock.pass(1000);
    }
    assert.deepEqual(await keptBackups(site.parts.folder), made.slice(2));
    const removed = await site.parts.ledger.reader.find(site.parts.installation, { kind: REMOVE_KIND }, 10);
    assert.deepEqual(removed.map(({ entry }) => entry.detail?.["file"]).reverse(), made.slice(0, 2));
    const outcomes = await Promise.allSettled([makeBackup(site.parts), makeBackup(site.parts)]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    const [entry] = await site.parts.ledger.reader.find(site.parts.installation, { kind: MAKE_KIND }, 1);
    assert.ok((await keptBackups(site.parts.folder)).includes(String(entry?.entry.detail?.["file"])));
  },
  { PART164_BACKUPS_KEPT: "2" },
);

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

testSite("no table of ours is left out of a backup, and one whose rows are hidden from the owner stops it", async (site) => {
  const tables = (await ourTables(site.parts.db.in(OWNER))).map(({ name }) => name);
  for (const name of [
    "ledger.event",
    "ledger.leaf",
    "ledger.tile",
    "phi.record",
    "phi.record_version",
    "seal.key",
    "access.user",
    "part164.tenant",
  ])
    assert.ok(tables.includes(name), name);
  assert.ok(!tables.some((name) => name.startsWith("jobs.")));
  await site.parts.db.script(
    "part164_owner",
    "create table phi.forgotten (tenant uuid); alter table phi.forgotten enable row level security; alter table phi.forgotten force row level security",
  );
  await assert.rejects(makeBackup(site.parts), /phi\.forgotten/);
  await site.parts.db.script("part164_owner", "create policy back_up on phi.forgotten for select to part164_owner using (true)");
  await makeBackup(site.parts);
});
