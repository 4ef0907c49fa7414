// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openCheckpoint } from "@part164/verify/checkpoint.ts";
import { leafHash, verifyInclusion } from "@part164/verify/merkle.ts";
import { parseKey } from "@part164/verify/note.ts";
import { rootAt } from "@part164/verify/proof.ts";
import type { EventId, TenantId } from "#base/id.ts";
import { systemAct } from "#ledger/act.ts";
import { type Ledger, openLedger } from "#ledger/ledger.ts";
import { tilesOfLog } from "#ledger/tree.ts";
import { sql } from "#store/sql.ts";
import { testOnBoth, type Where } from "./support/databases.ts";
import { type Foundation, foundation, removeFoundation } from "./support/foundation.ts";

const SEQUENCER = { role: "part164_sequencer" } as const;

async function open(base: Foundation): Promise<Ledger> {
  return openLedger({ ...base, installation: base.folder.installation, data: base.folder.path });
}

/** Runs a test with a ledger whose keeper runs. */
function testLedger(name: string, body: (ledger: Ledger, base: Foundation, tenant: TenantId) => Promise<void>, where?: Where): void {
  testOnBoth(
    name,
    async (db) => {
      const base = await foundation(db);
      const ledger = await open(base);
      ledger.keeper.start();
      try {
        await body(ledger, base, base.makeId<"tenant">());
      } finally {
        await ledger.close();
        await removeFoundation(base);
      }
    },
    where,
  );
}

const act = (tenant: TenantId, n: number) => systemAct(tenant, "test.entry.made", { detail: { n } });

testLedger("every entry gets one leaf, in a signed checkpoint that proves it", async (ledger, { folder }, tenant) => {
  const events = await Promise.all(Array.from({ length: 700 }, (_, n) => ledger.recorder.record(act(tenant, n))));
  await ledger.keeper.settle();
  const state = await ledger.reader.log(tenant);
  assert.equal(state.size, 700);
  const indexes = new Set<number>();
  for (const event of events.slice(0, 40).concat(events.slice(-5))) {
    const proof = await ledger.reader.proof(tenant, event);
    assert.ok(proof);
    const checkpoint = await openCheckpoint(Buffer.from(proof.checkpoint), state.origin, [parseKey(proof.key)]);
    verifyInclusion({
      leaf: leafHash(proof.leaf),
      index: proof.index,
      size: checkpoint.size,
      root: checkpoint.root,
      proof: [...proof.hashes],
    });
    indexes.add(proof.index);
  }
  assert.equal(indexes.size, 45);
  assert.ok(state.origin.startsWith(folder.installation));
});

testLedger("tenants' checkpoints are anchored in the organization's log", async (ledger, { folder }, tenant) => {
  await ledger.recorder.record(act(tenant, 1));
  await ledger.keeper.settle();
  const [anchor] = await ledger.reader.find(folder.installation, { kind: "ledger.checkpoint.anchor" }, 1);
  const { checkpoint } = await ledger.reader.log(tenant);
  assert.equal(anchor?.entry.detail?.["note"], checkpoint);
  assert.equal(anchor?.entry.detail?.["size"], 1);
});

testLedger(
  "entries are found by who, whose, which, what and when, and only in their own log",
  async (ledger, { clock, makeId }, tenant) => {
    const individual = makeId<"individual">();
    const record = { type: "Patient", id: individual, version: 1 };
    const actor = { kind: "user" as const, id: makeId<"user">(), session: null, factor: null };
    await ledger.recorder.record(systemAct(tenant, "phi.record.read", { actor, individual, record }));
    clock.pass(60_000);
    const later = clock.now();
    await ledger.recorder.record(systemAct(tenant, "phi.record.read", { outcome: "refused" }));
    const count = async (filter: Parameters<typeof ledger.reader.find>[1]) => (await ledger.reader.find(tenant, filter, 10)).length;
    assert.equal(await count({}), 2);
    assert.equal(await count({ actor: actor.id }), 1);
    assert.equal(await count({ individual }), 1);
    assert.equal(await count({ record }), 1);
    assert.equal(await count({ outcome: "refused" }), 1);
    assert.equal(await count({ kind: "phi.record.create" }), 0);
    assert.equal(await count({ from: later }), 1);
    assert.equal(await count({ to: later }), 1);
    assert.equal((await ledger.reader.find(makeId<"tenant">(), {}, 10)).length, 0);
  },
);

testLedger("an entry in a transaction lives and dies with it", async (ledger, { db }, tenant) => {
  const scope = { role: "part164_app", tenant } as const;
  const recording = await ledger.recorder.prepare(tenant);
  await assert.rejects(
    db.transaction(scope, async (tx) => {
      await recording.recordIn(tx, act(tenant, 1));
      throw new Error("undone");
    }),
  );
  await db.transaction(scope, (tx) => recording.recordIn(tx, act(tenant, 2)));
  await ledger.keeper.settle();
  const found = await ledger.reader.find(tenant, {}, 10);
  assert.deepEqual(
    found.map(({ entry }) => entry.detail?.["n"]),
    [2],
  );
});

// The embedded database has one session: transactions cannot overlap there.
testLedger(
  "no event is lost between slow and fast transactions",
  async (ledger, { db }, tenant) => {
    const scope = { role: "part164_app", tenant } as const;
    const recording = await ledger.recorder.prepare(tenant);
    let committed = 0;
    const writers = Array.from({ length: 12 }, async (_, w) => {
      for (let n = 0; n < 25; n++) {
        await db
          .transaction(scope, async (tx) => {
            await recording.recordIn(tx, act(tenant, w * 1000 + n));
            await new Promise((resolve) => setTimeout(resolve, (w * 7 + n * 13) % 20));
            if ((w + n) % 10 === 0) throw new Error("undone");
            committed += 1;
          })
          .catch((error: Error) => assert.equal(error.message, "undone"));
      }
    });
    await Promise.all(writers);
    await ledger.keeper.settle();
    assert.equal((await ledger.reader.log(tenant)).size, committed);
  },
  { on: ["postgresql"] },
);

testLedger("the tree in the database is the tree of its leaves, through full tiles of two levels", async (ledger, { db }, tenant) => {
  for (let round = 0; round < 7; round++) {
    await Promise.all(Array.from({ length: 200 }, (_, n) => ledger.recorder.record(act(tenant, n))));
    await ledger.keeper.settle();
  }
  const state = await ledger.reader.log(tenant);
  assert.equal(state.size, 1400);
  const root = await rootAt(1400, tilesOfLog(db.in(SEQUENCER), tenant));
  const checkpoint = await openCheckpoint(Buffer.from(state.checkpoint ?? ""), state.origin, [
    parseKey(await ledger.signer.verifierKey(tenant)),
  ]);
  assert.deepEqual(Buffer.from(root), Buffer.from(checkpoint.root));
});

testOnBoth("a database rolled back behind what was signed is never signed again", async (db) => {
  const base = await foundation(db);
  const first = await open(base);
  first.keeper.start();
  const tenant = base.makeId<"tenant">();
  await first.recorder.record(act(tenant, 1));
  await first.keeper.settle();
  await first.close();
  const place = join(base.folder.path, "checkpoints", "signed.jsonl");
  const lines = (await readFile(place, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const ahead = lines.map((line) => ({ ...line, size: line.size + 1 }));
  await writeFile(place, ahead.map((line) => `${JSON.stringify(line)}\n`).join("")); // As if the database were one entry older.
  const second = await open(base);
  second.keeper.start();
  await second.recorder.record(act(tenant, 2));
  await assert.rejects(second.keeper.settle(3000), /restored from an older backup/);
  const { signed } = await second.reader.log(tenant);
  assert.equal(signed, 1);
  await second.close();
  await removeFoundation(base);
});

testOnBoth("an event that the cursor passed over is found at the next start", async (db) => {
  const base = await foundation(db);
  const tenant = base.makeId<"tenant">();
  const first = await open(base);
  const event: EventId = await first.recorder.record(act(tenant, 1));
  await db.in(SEQUENCER).run(sql`insert into ledger.cursor (xid, event, cluster) values ('9999999999'::xid8, ${event}, 'another cluster')`);
  first.keeper.start();
  await first.keeper.settle();
  assert.equal((await first.reader.log(tenant)).size, 1);
  await first.close();
  await removeFoundation(base);
});
