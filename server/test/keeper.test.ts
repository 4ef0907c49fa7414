// SPDX-License-Identifier: Apache-2.0
// The keeper when something fails once: nothing is signed before all that was signed has been looked at, and nothing stays unsigned after.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Fault } from "#base/fault.ts";
import type { TenantId } from "#base/id.ts";
import { systemAct } from "#ledger/act.ts";
import { Keeper } from "#ledger/keeper.ts";
import { openLedger } from "#ledger/ledger.ts";
import { Recorder } from "#ledger/recorder.ts";
import { SecondPlace } from "#ledger/second-place.ts";
import { Signer } from "#ledger/signer.ts";
import type { Database } from "#store/database.ts";
import { testOnBoth } from "./support/databases.ts";
import { foundation, removeFoundation } from "./support/foundation.ts";

const act = (tenant: TenantId, n: number) => systemAct(tenant, "test.entry.made", { detail: { n } });

/** The database, which is gone for the first statement that matches. */
function goneOnce(db: Database, pattern: RegExp): Database {
  let isGone = true;
  return {
    ...db,
    in(scope) {
      const own = db.in(scope);
      const rows: typeof own.rows = (statement) => {
        if (!isGone || !pattern.test(statement.text)) return own.rows(statement);
        isGone = false;
        return Promise.reject(new Fault("database_gone"));
      };
      return { ...own, rows };
    },
  };
}

testOnBoth("a database that contradicts what was signed is not signed, although it was gone at the first look", async (db) => {
  const base = await foundation(db);
  const open = (on: Database) => openLedger({ ...base, db: on, installation: base.folder.installation, data: base.folder.path });
  const first = await open(db);
  first.keeper.start();
  const tenant = base.makeId<"tenant">();
  await first.recorder.record(act(tenant, 1));
  await first.keeper.settle();
  const { signed } = await first.reader.log(tenant);
  await first.close();
  const place = join(base.folder.path, "checkpoints", "signed.jsonl");
  const lines = (await readFile(place, "utf8")).trim().split("\n");
  const later = lines.map((line) => ({ ...(JSON.parse(line) as { size: number }), root: Buffer.alloc(32, 9).toString("base64") }));
  await writeFile(place, later.map((line) => `${JSON.stringify({ ...line, size: line.size + 1 })}\n`).join(""));
  const second = await open(goneOnce(db, /select tenant, origin, size from ledger\.log/));
  second.keeper.start();
  for (let n = 0; second.keeper.refusal === null && n < 20; n++) {
    await second.recorder.record(act(tenant, 10 + n));
    await setTimeout(200);
  }
  assert.match(second.keeper.refusal ?? "", /restored from an older backup or rolled back|another content/);
  assert.equal((await second.reader.log(tenant)).signed, signed);
  await second.close();
  await removeFoundation(base);
});

testOnBoth("what could not be signed once is signed when it can be, without another event", async (db) => {
  const base = await foundation(db);
  const recorder = new Recorder(db, base);
  const secondPlace = await SecondPlace.open(base.folder.path);
  const keep = secondPlace.keep.bind(secondPlace);
  let isFull = true;
  secondPlace.keep = async (signed) => {
    if (!isFull) return keep(signed);
    isFull = false;
    throw new Error("ENOSPC");
  };
  const signer = new Signer(base.folder.installation, base.keyring, base.clock);
  const keeper = new Keeper({ ...base, recorder, signer, secondPlace });
  keeper.start();
  await recorder.record(act(base.makeId<"tenant">(), 1));
  await keeper.settle(10_000);
  assert.equal(isFull, false);
  await keeper.stop();
  await secondPlace.close();
  await removeFoundation(base);
});
