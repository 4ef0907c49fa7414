// SPDX-License-Identifier: Apache-2.0
// Guarded, recorded reads and creates against the bare route and against what a careful startup writes by hand. One run, ratios.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCluster, postgresqlPrograms } from "../server/test/support/postgresql-cluster.ts";
import { load, type Loaded, requestText } from "./load.ts";
import { command, startBaseline, startOurs } from "./processes.ts";
import type { Row } from "./table.ts";

const RECORDS = 1000;
const CONNECTIONS = 32;
/** The first checks, backup and restore drill of a new installation run within its first minute. */
const SETTLE_MS = 60_000;

export async function benchReadAndCreate(seconds: number): Promise<Row[]> {
  const programs = postgresqlPrograms();
  if (programs === null) return [["guarded read", "skipped: PostgreSQL's programs are not on this machine", "", ""]];
  const cluster = makeCluster(programs);
  const data = await mkdtemp(join(tmpdir(), "part164-bench-"));
  const baselineUrl = await cluster.database();
  const environment = { DATABASE_URL: await cluster.database() };
  await command(environment, "setup", "--organization", "Bench", "--entity", "both", "--official", "bench@example.com", "--data", data);
  const { clientId, clientSecret } = (await command(
    environment,
    "client",
    "create",
    "--tenant",
    "Bench",
    "--name",
    "bench",
    "--data",
    data,
  )) as { clientId: string; clientSecret: string };
  const ours = await startOurs(environment, data, 16_480);
  const [bare, byHand] = [await startBaseline("bare", baselineUrl, RECORDS), await startBaseline("by-hand", baselineUrl, RECORDS)];
  try {
    const token = await tokenOf(ours.port, clientId, clientSecret);
    const authorization = `Bearer ${token}`;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const ids = await createSome(ours.port, authorization, RECORDS);
    const readOurs = () =>
      load({
        port: ours.port,
        connections: CONNECTIONS,
        seconds,
        request: (n) => requestText("GET", `/fhir/R4/Patient/${ids[n % ids.length] ?? ""}`, { authorization }),
      });
    const read = (port: number) =>
      load({
        port,
        connections: CONNECTIONS,
        seconds,
        request: (n) => requestText("GET", `/fhir/R4/Patient/${n % RECORDS}`, { authorization: "Bearer token" }),
      });
    const create = (port: number, headers: Record<string, string>) =>
      load({
        port,
        connections: CONNECTIONS,
        seconds,
        request: (n) => requestText("POST", "/fhir/R4/Patient", { "content-type": "application/fhir+json", ...headers }, patientText(n)),
      });
    for (const warmUp of [() => read(bare.port), () => read(byHand.port), readOurs]) await warmUp();
    const reads = { bare: await read(bare.port), byHand: await read(byHand.port), ours: await readOurs() };
    const again = { ours: await readOurs(), byHand: await read(byHand.port), bare: await read(bare.port) };
    for (const warmUp of [() => create(bare.port, {}), () => create(ours.port, { authorization })]) await warmUp();
    const creates = { bare: await create(bare.port, {}), ours: await create(ours.port, { authorization }) };
    const createsAgain = { ours: await create(ours.port, { authorization }), bare: await create(bare.port, {}) };
    return [...readRows(reads, again), ...createRows(creates, createsAgain)];
  } finally {
    for (const running of [ours, bare, byHand]) await running.stop();
    cluster.stop();
    await rm(data, { recursive: true, force: true });
  }
}

type Reads = { readonly bare: Loaded; readonly byHand: Loaded; readonly ours: Loaded };
type Creates = Pick<Reads, "bare" | "ours">;

const mean = (one: Loaded, other: Loaded): number => Math.round((one.perSecond + other.perSecond) / 2);
const ratio = (a: number, b: number): string => (a / b).toFixed(2);
const failures = (...loads: readonly Loaded[]): string => String(loads.reduce((sum, { failures: n }) => sum + n, 0));

function readRows(first: Reads, again: Reads): Row[] {
  const [ours, bare, byHand] = [mean(first.ours, again.ours), mean(first.bare, again.bare), mean(first.byHand, again.byHand)];
  const latency = `ours p50 ${again.ours.p50Ms} ms, p99 ${again.ours.p99Ms} ms`;
  return [
    ["guarded read / bare read", ratio(ours, bare), "at least 0.6", `${ours} / ${bare} requests/s, ${latency}`],
    ["guarded read / by hand", ratio(ours, byHand), "at least 1.5", `${ours} / ${byHand} requests/s`],
    ["reads that failed", failures(...Object.values(first), ...Object.values(again)), "0", ""],
  ];
}

function createRows(first: Creates, again: Creates): Row[] {
  const [ours, bare] = [mean(first.ours, again.ours), mean(first.bare, again.bare)];
  return [
    [
      "guarded create / bare create",
      ratio(ours, bare),
      "at least 0.5, aim 0.7",
      `${ours} / ${bare} requests/s, ours p50 ${again.ours.p50Ms} ms, p99 ${again.ours.p99Ms} ms`,
    ],
    ["creates that failed", failures(...Object.values(first), ...Object.values(again)), "0", ""],
  ];
}

export async function tokenOf(port: number, id: string, secret: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", client_id: id, client_secret: secret }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

export async function createSome(port: number, authorization: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const answer = await fetch(`http://127.0.0.1:${port}/fhir/R4/Patient`, {
      method: "POST",
      headers: { authorization, "content-type": "application/fhir+json" },
      body: patientText(n),
    });
    ids.push(((await answer.json()) as { id: string }).id);
  }
  return ids;
}

export function patientText(n: number): string {
  return JSON.stringify({
    resourceType: "Patient",
    active: true,
    name: [{ family: `Family${n}`, given: ["Given"] }],
    gender: "female",
    birthDate: "1984-07-09",
    telecom: [{ system: "phone", value: `555-${n}` }],
    address: [{ line: ["12 Alder Lane"], city: "Astoria", state: "OR", postalCode: "97100" }],
  });
}
