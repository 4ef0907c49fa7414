// SPDX-License-Identifier: Apache-2.0
// kill -9 of PostgreSQL under load: the server says 503 until it is back, goes on by itself, and nothing acknowledged is lost.
import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { HealthView } from "#http/steps.ts";
import { count, repeatable } from "../support/long.ts";
import { type Cluster, makeCluster, postgresqlPrograms } from "../support/postgresql-cluster.ts";
import { expectAllKept } from "./aftermath.ts";
import { newMemory, readAll, underLoad, type Work, workAtOnce } from "./load.ts";
import { clientOf, newPlaceAt, removePlace, startServer } from "./server-process.ts";

const programs = postgresqlPrograms();
const WORKERS = 16;

test(
  "PostgreSQL killed under load: 503 until it is back, and nothing acknowledged is lost",
  { skip: programs === null && "PostgreSQL's programs are not on this machine" },
  async (t) => {
    const kills = count(1, 10);
    const cluster = makeCluster(programs ?? "");
    const place = await newPlaceAt(await cluster.database());
    try {
      const server = await startServer(place);
      const memory = newMemory();
      const chance = repeatable(10);
      const state = { isOver: false };
      const work: Work = { url: server.url, headers: await clientOf(place, server, "Clinic A"), memory, isOver: () => state.isOver };
      const working = workAtOnce(work, WORKERS);
      for (let n = 0; n < kills; n++) {
        await underLoad(memory, 32 + chance.below(128));
        cluster.crash();
        assert.deepEqual(await healthOf(server.url), { setUp: null, codes: ["database_gone"] }, "it does not claim to be new");
        await wait(300 + chance.below(1000));
        await startAgain(cluster);
      }
      await underLoad(memory, 32); // By itself: nobody restarted the server.
      state.isOver = true;
      await working;
      await readAll(work);
      assert.equal(server.program.child.exitCode, null);
      const { code, err } = await server.stop();
      assert.equal(code, 0, err);
      t.diagnostic(
        `${kills} kills: ${memory.creates} creates, ${memory.amends} amendments, ${memory.reads} reads acknowledged; ${memory.refusals} answers of 503`,
      );
      assert.equal(memory.silences, 0, "the server itself answered every request");
      assert.ok(memory.refusals > 0, "requests met the dead database");
      await expectAllKept(place, memory);
    } finally {
      cluster.stop();
      await removePlace(place);
    }
  },
);

async function healthOf(url: string): Promise<{ setUp: boolean | null; codes: string[] }> {
  const { setUp, problems } = HealthView.parse(await (await fetch(`${url}/health`)).json());
  return { setUp, codes: problems.map(({ code }) => code).filter((code) => code !== "ledger_behind") };
}

/** The kernel may take a moment to let go of what the killed processes held. */
async function startAgain(cluster: Cluster): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return cluster.start();
    } catch (error) {
      if (attempt === 20) throw error;
      await wait(250);
    }
  }
}
