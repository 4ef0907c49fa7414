// SPDX-License-Identifier: Apache-2.0
// Two processes on one embedded database would each lose what the other acknowledged. So one folder has one holder.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { count } from "../support/long.ts";
import { freePort, newPlace, type Place, removePlace, runProgram, startProgram, startServer } from "./server-process.ts";

const REFUSED = /is open in another process/;

/** Several servers at once on one folder: those that serve, and how the others ended. */
async function startTogether(place: Place, starters: number): Promise<{ serving: number; refused: number; others: string[] }> {
  const ports = await Promise.all(Array.from({ length: starters }, freePort));
  const programs = ports.map((port) => startProgram(["serve", "--data", place.data, "--port", String(port)]));
  const others: string[] = [];
  let [serving, refused] = [0, 0];
  await Promise.all(
    programs.map(async ({ child, ended, err }) => {
      const isUp = async (): Promise<null> => {
        while (!err().includes("Part164 serves") && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
        return null;
      };
      const end = await Promise.race([ended, isUp().then(() => (child.exitCode === null ? null : ended))]);
      if (end === null) serving += 1;
      else if (end.code === 3 && REFUSED.test(end.err)) refused += 1;
      else others.push(`exit ${end.code}: ${end.err}`);
    }),
  );
  await Promise.all(programs.map(({ child, ended }) => (child.kill("SIGKILL"), ended)));
  return { serving, refused, others };
}

test("a second server is refused; a command is served by the first; after kill -9 the data is there for the next", async () => {
  const place = await newPlace("embedded");
  const first = await startServer(place);
  const add = ["client", "create", "--tenant", "Clinic A", "--name", "one", "--json", "--data", place.data];
  const [second, added] = await Promise.all([
    runProgram(["serve", "--data", place.data, "--port", String(await freePort())]),
    runProgram(add),
  ]);
  assert.equal(second.code, 3, second.err);
  assert.match(second.err, REFUSED);
  assert.match(second.err, /Stop that one, or give this one another --data folder/);
  assert.equal(added.code, 0, added.err);
  assert.equal((await fetch(`${first.url}/health`)).status, 200);
  await first.kill();
  assert.ok(existsSync(join(place.data, "part164.sock")), "a killed server leaves its socket");
  const next = await startServer(place);
  const listed = await runProgram(["client", "list", "--json", "--data", place.data]);
  assert.equal(listed.code, 0, listed.err);
  assert.equal((JSON.parse(listed.out) as unknown[]).length, 1, "what the killed server acknowledged is there");
  await next.kill();
  const alone = await runProgram(["client", "list", "--json", "--data", place.data]);
  assert.equal((JSON.parse(alone.out) as unknown[]).length, 1, "a command without a server opens the folder itself");
  await removePlace(place);
});

test("of many servers that start at once exactly one wins, beside a dead server's socket", async () => {
  const place = await newPlace("embedded");
  await (await startServer(place)).kill(); // Leaves its socket.
  const starters = count(4, 8, 2);
  for (let round = 0; round < count(1, 10); round++) {
    const { serving, refused, others } = await startTogether(place, starters);
    assert.deepEqual(others, [], `round ${round}`);
    assert.deepEqual({ serving, refused }, { serving: 1, refused: starters - 1 }, `round ${round}`);
    assert.ok(existsSync(join(place.data, "part164.sock")));
  }
  await removePlace(place);
});
