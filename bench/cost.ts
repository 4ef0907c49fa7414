// SPDX-License-Identifier: Apache-2.0
// Where the processor's time goes: microseconds a request in the server, in PostgreSQL and in the load itself. Unlike requests per second
// these hardly change when the machine does other work. Linux only: it reads /proc. `node bench/cost.ts [--profile DIR]`
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeCluster, postgresqlPrograms } from "../server/test/support/postgresql-cluster.ts";
import { load, requestText } from "./load.ts";
import { command, type Running, startBaseline, startOurs } from "./processes.ts";
import { createSome, patientText, tokenOf } from "./read-and-create.ts";

const { values } = parseArgs({
  options: {
    profile: { type: "string" },
    seconds: { type: "string", default: "4" },
    settle: { type: "string", default: "20" },
    only: { type: "string" },
  },
});
const SECONDS = Number(values.seconds);
const RECORDS = 500;

/** Milliseconds of processor time that a process has used; /proc counts ticks of 10 ms. */
function usedMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function postgresqlMs(): Map<string, number> {
  const used = new Map<string, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const line = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").join(" ").trim();
      if (line.startsWith("postgres:") && line.includes(" part164"))
        used.set(`${line.replace(/\s+/g, " ")} #${name}`, usedMs(Number(name)));
    } catch {
      continue; // It ended meanwhile.
    }
  }
  return used;
}

async function cost(title: string, server: Running, request: (n: number) => string): Promise<void> {
  await load({ port: server.port, connections: 32, seconds: 2, request });
  const before = { server: usedMs(server.process.pid ?? 0), database: postgresqlMs(), own: process.cpuUsage() };
  const loaded = await load({ port: server.port, connections: 32, seconds: SECONDS, request });
  const count = loaded.perSecond * SECONDS;
  const own = process.cpuUsage(before.own);
  const each = (ms: number): string => `${((ms * 1000) / count).toFixed(0)} us`;
  const after = postgresqlMs();
  const parts = [...after].map(([name, ms]) => ({ name, ms: ms - (before.database.get(name) ?? 0) })).filter(({ ms }) => ms > 30);
  const database = parts.reduce((sum, { ms }) => sum + ms, 0);
  console.log(
    `${title}: ${loaded.perSecond}/s p50 ${loaded.p50Ms} ms; server ${each(usedMs(server.process.pid ?? 0) - before.server)}, PostgreSQL ${each(database)}, load ${each((own.user + own.system) / 1000)}, failures ${loaded.failures}`,
  );
  for (const { name, ms } of parts) console.log(`    ${each(ms)}  ${name}`);
}

const programs = postgresqlPrograms();
if (programs === null) throw new Error("PostgreSQL's programs are not on this machine");
const cluster = makeCluster(programs);
const data = await mkdtemp(join(tmpdir(), "part164-cost-"));
const environment = {
  DATABASE_URL: await cluster.database(),
  ...(values.profile === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${values.profile}` }),
};
await command(
  { DATABASE_URL: environment.DATABASE_URL },
  "setup",
  "--organization",
  "Bench",
  "--entity",
  "both",
  "--official",
  "bench@example.com",
  "--data",
  data,
);
const { clientId, clientSecret } = (await command(
  { DATABASE_URL: environment.DATABASE_URL },
  "client",
  "create",
  "--tenant",
  "Bench",
  "--name",
  "bench",
  "--data",
  data,
)) as { clientId: string; clientSecret: string };
const ours = await startOurs(environment, data, 16_481);
const bare = await startBaseline("bare", await cluster.database(), RECORDS);
try {
  const authorization = `Bearer ${await tokenOf(ours.port, clientId, clientSecret)}`;
  await new Promise((resolve) => setTimeout(resolve, Number(values.settle) * 1000));
  const ids = await createSome(ours.port, authorization, RECORDS);
  const create = (headers: Record<string, string>) => (n: number) =>
    requestText("POST", "/fhir/R4/Patient", { "content-type": "application/fhir+json", ...headers }, patientText(n));
  const isWanted = (name: string): boolean => values.only === undefined || values.only.split(",").includes(name);
  if (isWanted("bare")) await cost("bare read", bare, (n) => requestText("GET", `/fhir/R4/Patient/${n % RECORDS}`, {}));
  if (isWanted("read"))
    await cost("guarded read", ours, (n) => requestText("GET", `/fhir/R4/Patient/${ids[n % ids.length] ?? ""}`, { authorization }));
  if (isWanted("bare-create")) await cost("bare create", bare, create({}));
  if (isWanted("create")) await cost("guarded create", ours, create({ authorization }));
} finally {
  for (const running of [ours, bare]) await running.stop();
  cluster.stop();
  await rm(data, { recursive: true, force: true });
}
