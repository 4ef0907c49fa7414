// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MS_PER_HOUR } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import { drillRestore } from "#safeguard/backup/drill.ts";
import { MAGIC } from "#safeguard/backup/format.ts";
import { backupFolder, keptBackups, REMOVE_KIND } from "#safeguard/backup/kept.ts";
import { type BackupMade, MAKE_KIND, MAKE_LOCK, makeBackup } from "#safeguard/backup/make.ts";
import { backupKey, openBackupFile } from "#safeguard/backup/open.ts";
import { restoreInto } from "#safeguard/backup/restore-into.ts";
import { ourTables } from "#safeguard/backup/tables.ts";
import type { Check } from "#safeguard/safeguard.ts";
import { backup as backupSafeguard } from "#safeguard/safeguard/backup.ts";
import { restore as restoreSafeguard } from "#safeguard/safeguard/restore.ts";
import type { Lock } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { freshPlace, openPlace } from "./support/databases.ts";
import { isBroken, pathOf, store } from "./support/restored.ts";
import { addClient, type TestSite, testSite } from "./support/site.ts";

const OWNER = { role: "part164_owner" } as const;

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

testSite("a backup made while writes go on holds for each record its entry, and no entry without its record", async (site) => {
  const client = await addClient(site, "Clinic A");
  await store(site, client, 20);
  const over = new AbortController();
  const writers = Array.from({ length: 4 }, async () => {
    let written = 0;
    while (!over.signal.aborted) written += (await store(site, client, 1)).length;
    return written;
  });
  const made: BackupMade[] = [];
  for (let n = 0; n < 3; n++) {
    made.push(await makeBackup(site.parts));
    site.clock.pass(1000);
  }
  over.abort();
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
    const draft = join(backupFolder(site.parts.folder), "2026-11-02T000000Z-killed.backup.new");
    await writeFile(draft, "what a killed process left");
    const made: string[] = [];
    for (let n = 0; n < 4; n++) {
      made.push((await makeBackup(site.parts)).file);
      site.clock.pass(1000);
    }
    assert.deepEqual(await keptBackups(site.parts.folder), made.slice(2));
    assert.deepEqual((await readdir(backupFolder(site.parts.folder))).sort(), made.slice(2)); // The draft is gone too.
    const removed = await site.parts.ledger.reader.find(site.parts.installation, { kind: REMOVE_KIND }, 10);
    assert.deepEqual(removed.map(({ entry }) => entry.detail?.["file"]).toReversed(), made.slice(0, 2));
    const { db } = site.parts;
    const held = await db.tryLock(MAKE_LOCK); // As one that is under way holds it.
    await assert.rejects(makeBackup(site.parts), { code: "conflict" });
    await held?.release();
    const lives: boolean[] = [];
    const tryLock = async (name: number): Promise<Lock | null> => {
      const lock = await db.tryLock(name);
      assert.ok(lock);
      const release = async (): Promise<void> => {
        lives.push((await db.tryLock(name)) === null, (await keptBackups(site.parts.folder)).length === 2);
        await lock.release();
      };
      return { isHeld: lock.isHeld, release };
    };
    await makeBackup({ ...site.parts, db: { ...db, tryLock } });
    assert.deepEqual(lives, [true, true], "it holds that lock until it is done");
    const [entry] = await site.parts.ledger.reader.find(site.parts.installation, { kind: MAKE_KIND }, 1);
    assert.ok((await keptBackups(site.parts.folder)).includes(String(entry?.entry.detail?.["file"])));
  },
  { PART164_BACKUPS_KEPT: "2" },
);

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
