// SPDX-License-Identifier: Apache-2.0
// The same questions at a small, a larger and a large installation: what grows with it is a scan. One process holds client and server,
// and no jobs run, so that nothing but the question is measured.
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request as ask } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listTenants } from "../server/src/access/tenant.ts";
import { wallClock } from "../server/src/base/clock.ts";
import type { TenantId } from "../server/src/base/id.ts";
import { openLog } from "../server/src/base/log.ts";
import { readConfig } from "../server/src/base/settings.ts";
import { callAsOperator } from "../server/src/cli/command.ts";
import type { Parts } from "../server/src/gate/parts.ts";
import { systemAct } from "../server/src/ledger/act.ts";
import { serve } from "../server/src/main/serve.ts";
import { openSite, type Site } from "../server/src/main/site.ts";
import { makePackage } from "../server/src/report/package/make-package.ts";
import { allSafeguards } from "../server/src/safeguard/registry.ts";
import { runCheck } from "../server/src/safeguard/run.ts";
import { makeCluster, postgresqlPrograms } from "../server/test/support/postgresql-cluster.ts";
import { grow, growOrganization } from "./grow.ts";
import { tokenOf } from "./read-and-create.ts";
import type { Row } from "./table.ts";
import { verifyPackageFile } from "./verify-file.ts";

const READS = 1000;
const WARM_UP = 2000;
const PAGE = 50;
const PORT = 17_320;
/** The check that restores a backup: as long as that takes. */
const DRILL = "the-newest-backup-restores";

/** What one size answered: name of the measure, in ms unless it says otherwise. */
type Found = Readonly<Record<string, number>>;

/** `sizes` are numbers of records, of entries about them in their tenant's log, and of other entries in the organization's; ascending. */
export async function benchGrowth(sizes: readonly number[]): Promise<Row[]> {
  const programs = postgresqlPrograms();
  if (programs === null) return [["growth", "skipped: PostgreSQL's programs are not on this machine", "", ""]];
  const cluster = makeCluster(programs);
  const data = await mkdtemp(join(tmpdir(), "part164-bench-"));
  const config = readConfig({
    PART164_DATA: data,
    DATABASE_URL: await cluster.database(),
    PART164_LOG_LEVEL: "error",
    PART164_PORT: String(PORT),
    PART164_CLIENT_REQUESTS_PER_MINUTE: "1000000",
  });
  const site = await openSite({ config, clock: wallClock, log: openLog("error"), demo: "either" });
  const serving = await serve(site, { demo: null, problems: () => [] });
  try {
    return await measure(site, sizes);
  } finally {
    await serving.stop();
    await site.close();
    cluster.stop();
    await rm(data, { recursive: true, force: true });
  }
}

async function measure(site: Site, sizes: readonly number[]): Promise<Row[]> {
  const { parts } = site;
  const body = { tenant: "Bench", name: "bench" };
  const { output } = await callAsOperator(site, "access.client.create", { input: { body } });
  const { clientId, clientSecret } = output as { clientId: string; clientSecret: string }; // The operation's own output.
  const authorization = `Bearer ${await tokenOf(PORT, clientId, clientSecret)}`;
  const tenant = (await listTenants(parts))[0]?.id ?? ("" as TenantId); // The operation made it.
  const individuals: string[] = [];
  const found: Found[] = [];
  let made = 0;
  for (const size of sizes) {
    const startMs = performance.now();
    for (const individual of await grow(parts, tenant, size - made)) individuals.push(individual); // Too many for arguments.
    const perSecond = ((size - made) * 1000) / (performance.now() - startMs);
    await growOrganization(parts, size - made);
    await parts.db.script("part164_owner", "analyze"); // Autovacuum comes within the minute; in life nobody adds a million rows in that.
    made = size;
    const answers = { ...(await looks(site, tenant, individuals, authorization)), "records and entries made a second": perSecond };
    process.stderr.write(
      `${size}: ${JSON.stringify(answers, (_, value: unknown) => (typeof value === "number" ? Math.round(value * 100) / 100 : value))}\n`,
    );
    found.push(answers);
  }
  return rowsOf(sizes, found);
}

async function looks(site: Site, tenant: TenantId, individuals: readonly string[], authorization: string): Promise<Found> {
  const { parts } = site;
  const { reader, recorder } = parts.ledger;
  const at = (share: number): string => individuals[Math.floor(individuals.length * share)] ?? "";
  // Fresh and old in turn: what was written last, and what lies anywhere.
  const ids = Array.from({ length: READS }, (_, n) => (n % 2 === 0 ? (individuals.at(-1 - n) ?? at(0)) : at((n * 0.618_034) % 1)));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const read = async (n: number): Promise<void> => get(agent, `/fhir/R4/Patient/${ids[n] ?? ""}`, authorization);
  // Warm, with few individuals: their keys alone are at hand afterwards.
  await median(WARM_UP, (n) => get(agent, `/fhir/R4/Patient/${at((n % 50) / 50)}`, authorization));
  const cold = await median(READS, read);
  const warm = await median(READS, read);
  agent.destroy();
  const { slowest, ...checks } = await runChecks(parts);
  process.stderr.write(`slowest checks: ${slowest}\n`);
  return {
    "guarded read over HTTP, key not at hand": cold,
    "guarded read over HTTP, key at hand": warm,
    "a page of the ledger": await median(50, () => reader.find(tenant, {}, PAGE)),
    "a page by individual": await median(50, (n) => reader.find(tenant, { individual: at((n * 0.618_034) % 1) }, PAGE)),
    "a page by kind": await median(50, () => reader.find(tenant, { kind: "phi.record.create" }, PAGE)),
    "recording one entry": await median(300, () => recorder.record(systemAct(tenant, "safeguard.probe.record", {}))),
    ...checks,
    report: await median(5, () => callAsOperator(site, "report.gap.read", {})),
    ...(await verified(parts)),
  };
}

/** Every check once, but for the drill, which restores everything. */
async function runChecks(parts: Parts): Promise<{ "every check once": number; slowest: string }> {
  const taken: { name: string; ms: number }[] = [];
  for (const check of (await allSafeguards()).flatMap(({ checks }) => checks)) {
    if (check.name === DRILL) continue;
    const startMs = performance.now();
    await runCheck(parts, check);
    taken.push({ name: check.name, ms: Math.round(performance.now() - startMs) });
  }
  const slowest = taken.sort((a, b) => b.ms - a.ms).slice(0, 4);
  return {
    "every check once": taken.reduce((sum, { ms }) => sum + ms, 0),
    slowest: slowest.map(({ name, ms }) => `${name} ${ms} ms`).join(", "),
  };
}

async function verified(parts: Parts): Promise<Found> {
  const startMs = performance.now();
  const file = join(parts.folder.path, "bench.zip");
  const made = await makePackage(parts, file);
  const makingMs = performance.now() - startMs;
  const entries = made.logs.reduce((sum, { size }) => sum + size, 0);
  const { seconds, residentMb } = await verifyPackageFile(made.file, made.logs[0]?.key ?? "");
  await rm(file);
  return {
    "a package is made": makingMs,
    "entries verified offline a second": entries / seconds,
    "megabytes resident while verifying": residentMb,
  };
}

function get(agent: Agent, path: string, authorization: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = ask({ agent, port: PORT, host: "127.0.0.1", path, headers: { host: `localhost:${PORT}`, authorization } }, (answer) => {
      answer.resume();
      answer.on("end", () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${path} was answered ${answer.statusCode}`))));
    });
    sent.on("error", reject);
    sent.end();
  });
}

async function median(times: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < times; n++) {
    const startMs = performance.now();
    await work(n);
    taken.push(performance.now() - startMs);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

const FLAT = "flat within 15 %";
const WANTED: Readonly<Record<string, string>> = {
  "a page of the ledger": `${FLAT}, under 50 ms`,
  "a page by individual": `${FLAT}, under 50 ms`,
  "a page by kind": `${FLAT}, under 50 ms`,
  "every check once": "known",
  report: "under 1 s",
  "a package is made": "known",
  "entries verified offline a second": "at least 200,000",
  "megabytes resident while verifying": "under 1,000",
  "records and entries made a second": "known",
};

/** One row a measure: how much it is at the largest size of what it was at the smallest. */
function rowsOf(sizes: readonly number[], found: readonly Found[]): Row[] {
  const short = (value: number): string => (value >= 100 ? String(Math.round(value)) : value.toFixed(2));
  return Object.keys(found[0] ?? {}).map((name): Row => {
    const values = found.map((one) => one[name] ?? 0);
    const ratio = (values.at(-1) ?? 0) / (values[0] || 1);
    const figures = sizes.map((size, n) => `${short(values[n] ?? 0)} at ${size.toLocaleString("en")}`).join(", ");
    const unit = /second|megabytes/.test(name) ? "" : " ms (median)";
    return [`growth: ${name}`, `${ratio.toFixed(2)} times`, WANTED[name] ?? FLAT, `${figures}${unit}`];
  });
}
