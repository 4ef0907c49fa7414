// SPDX-License-Identifier: Apache-2.0
// A backup is one moment of the database, and work goes on while it is written down.
import assert from "node:assert/strict";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { drillRestore } from "#safeguard/backup/drill.ts";
import { backupFolder, keptBackups } from "#safeguard/backup/kept.ts";
import { makeBackup } from "#safeguard/backup/make.ts";
import { sql } from "#store/sql.ts";
import { store } from "./support/restored.ts";
import { addClient, setUpSite, testSite } from "./support/site.ts";

testSite("requests are answered while a backup is written, and what they write is in it whole or not at all", async (site) => {
  const { parts } = site;
  await setUpSite(site);
  const client = await addClient(site, "Clinic A");
  await store(site, client, 20);
  const place = backupFolder(parts.folder);
  const isWriting = async () => (await readdir(place)).some((name) => name.endsWith(".backup.new"));
  const ended = new AbortController();
  const making = makeBackup(parts).finally(() => ended.abort());
  let answered = 0;
  let writing = 0;
  while (!ended.signal.aborted) {
    if (!(await isWriting())) {
      await turn();
      continue;
    }
    await parts.db.in({ role: "part164_app" }).one(sql`select 1 as one`);
    if (writing++ % 4 === 0) await store(site, client, 1);
    if (await isWriting()) answered += 1;
  }
  const made = await making;
  assert.ok(answered >= 5, `${answered} requests were answered meanwhile`);
  assert.ok(made.records >= 20);
  const drilled = await drillRestore(parts); // Counts, every root, and records opened.
  assert.deepEqual([drilled.records, drilled.entries], [made.records, made.entries]);
  assert.deepEqual(
    (await readdir(place)).filter((name) => name.startsWith("copy-")),
    [],
  );
});

testSite("a copy that a killed process left is removed by the next backup; nothing else is", async ({ parts }) => {
  const place = backupFolder(parts.folder);
  await mkdir(join(place, "copy-abc", "database"), { recursive: true });
  await writeFile(join(place, "copy-abc", "database", "PG_VERSION"), "18");
  await writeFile(join(place, "2026-11-02T090000Z-x.backup.new"), "half");
  await writeFile(join(place, "note-of-mine.txt"), "mine");
  await makeBackup(parts);
  assert.deepEqual((await readdir(place)).sort(), [...(await keptBackups(parts.folder)), "note-of-mine.txt"].sort());
});
