// SPDX-License-Identifier: Apache-2.0
// kill -9 of the server at any moment under load: nothing acknowledged is lost, nothing read is unrecorded, nothing happens twice.
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { eachDatabase } from "../support/databases.ts";
import { count, repeatable } from "../support/long.ts";
import { expectAllKept } from "./aftermath.ts";
import { newMemory, readAll, underLoad, type Work, workAtOnce } from "./load.ts";
import { clientOf, newPlace, removePlace, startServer } from "./server-process.ts";

const WORKERS = 16;

eachDatabase("the server killed under load has lost nothing that it acknowledged", async (kind, t) => {
  const kills = count(2, 20, 1);
  const place = await newPlace(kind);
  const memory = newMemory();
  const chance = repeatable(9);
  let server = await startServer(place);
  const headers = await clientOf(place, server, "Clinic A");
  const state = { isOver: false };
  const work: Work = { url: server.url, headers, memory, isOver: () => state.isOver };
  const working = workAtOnce(work, WORKERS);
  for (let n = 0; n < kills; n++) {
    await underLoad(memory, 16 + chance.below(64));
    await wait(chance.below(1000));
    await server.kill();
    server = await startServer(place); // The workers go on asking meanwhile.
    const isLast = n === kills - 1;
    if (isLast) state.isOver = true;
  }
  await working;
  await readAll(work);
  await server.kill();
  t.diagnostic(
    `${kills} kills: ${memory.creates} creates, ${memory.amends} amendments, ${memory.reads} reads acknowledged; ${memory.silences} requests unanswered`,
  );
  assert.ok(memory.creates > kills && memory.reads > kills && memory.silences > 0, "there was load when it was killed");
  await expectAllKept(place, memory);
  await removePlace(place);
});
