// SPDX-License-Identifier: Apache-2.0
// The ledger alone, end to end: seal, commit durably, sequence, sign; then one page of it and the gap report, small and large.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wallClock } from "../server/src/base/clock.ts";
import { openLog } from "../server/src/base/log.ts";
import { readConfig } from "../server/src/base/settings.ts";
import { systemAct } from "../server/src/ledger/act.ts";
import { openSite, type Site } from "../server/src/main/site.ts";
import { assess } from "../server/src/report/assess.ts";
import { makePackage } from "../server/src/report/package/make-package.ts";
import type { Parts } from "../server/src/gate/parts.ts";
import { makeCluster, postgresqlPrograms } from "../server/test/support/postgresql-cluster.ts";
import { verifyPackageFile } from "./verify-file.ts";
import type { Row } from "./table.ts";

const AT_ONCE = 1024;
const SMALL = 10_000;
const PAGE = 50;

/** `large` is how many entries the grown ledger has. */
export async function benchLedger(large: number): Promise<Row[]> {
  const programs = postgresqlPrograms();
  if (programs === null) return [["ledger", "skipped: PostgreSQL's programs are not on this machine", "", ""]];
  const cluster = makeCluster(programs);
  const data = await mkdtemp(join(tmpdir(), "part164-bench-"));
  const config = readConfig({ PART164_DATA: data, DATABASE_URL: await cluster.database(), PART164_LOG_LEVEL: "error" });
  const site: Site = await openSite({ config, clock: wallClock, log: openLog("error"), demo: "either" });
  try {
    return await measure(site.parts, large);
  } finally {
    await site.close();
    cluster.stop();
    await rm(data, { recursive: true, force: true });
  }
}

async function measure(parts: Parts, large: number): Promise<Row[]> {
  await record(parts, 2000); // Warm.
  const endToEnd = await record(parts, 40_000);
  const small = await looks(parts);
  await record(parts, Math.max(0, large - 42_000));
  const grown = await looks(parts);
  const startMs = performance.now();
  const made = await makePackage(parts, join(parts.folder.path, "bench.zip"));
  const madeSeconds = (performance.now() - startMs) / 1000;
  const verified = await verifyPackageFile(made.file, made.logs[0]?.key ?? "");
  const size = made.logs[0]?.size ?? 0;
  return [
    [
      "ledger end to end: seal, durable, sequence, sign",
      `${Math.round(endToEnd)} entries/s`,
      "at least 10,000; aim 25,000",
      "40,000 entries, until the last is in a signed checkpoint",
    ],
    [
      "a page of the ledger",
      `${grown.pageMs.toFixed(1)} ms`,
      "under 50 ms",
      `median of 50 entries opened, at ${size} entries; at ${SMALL * 4} it was ${small.pageMs.toFixed(1)} ms`,
    ],
    [
      "a page by individual",
      `${grown.foundMs.toFixed(1)} ms`,
      "under 50 ms",
      `median, at ${size} entries; at ${SMALL * 4} it was ${small.foundMs.toFixed(1)} ms`,
    ],
    [
      "recording one entry, alone, as the ledger grows",
      (grown.oneMs / small.oneMs).toFixed(2),
      "flat within 15 %",
      `${small.oneMs.toFixed(2)} ms at ${SMALL * 4}, ${grown.oneMs.toFixed(2)} ms at ${size} (median of 200)`,
    ],
    ["judging Part 164", `${grown.assessMs.toFixed(0)} ms`, "under 1 s", `at ${size} entries`],
    [
      "offline verification in Node",
      `${Math.round(size / verified.seconds)} entries/s`,
      "200,000 entries/s",
      `${size} entries in ${verified.seconds.toFixed(2)} s, ${verified.residentMb} MB resident; the package took ${madeSeconds.toFixed(1)} s to make`,
    ],
  ];
}

const individuals = Array.from({ length: 500 }, (_, n) => `01890000-0000-7000-8000-${String(n).padStart(12, "0")}`);

/** Records `count` entries as requests would, and waits until all are signed. Answers entries per second. */
async function record(parts: Parts, count: number): Promise<number> {
  const startMs = performance.now();
  for (let done = 0; done < count; done += AT_ONCE) {
    const batch = Math.min(AT_ONCE, count - done);
    await Promise.all(
      Array.from({ length: batch }, (_, n) => {
        const individual = individuals[(done + n) % individuals.length] ?? null;
        const record_ = { type: "Patient", id: individual, version: 1 };
        return parts.ledger.recorder.record(
          systemAct(parts.installation, "phi.record.read", {
            individual,
            record: record_,
            fields: ["birthDate", "gender", "name"],
            purpose: "TREAT",
          }),
        );
      }),
    );
  }
  await parts.ledger.keeper.settle(600_000);
  return (count * 1000) / (performance.now() - startMs);
}

async function looks(parts: Parts): Promise<{ pageMs: number; foundMs: number; oneMs: number; assessMs: number }> {
  const { reader, recorder } = parts.ledger;
  return {
    pageMs: await median(30, () => reader.find(parts.installation, {}, PAGE)),
    foundMs: await median(30, (n) =>
      reader.find(parts.installation, { individual: individuals[(n * 7) % individuals.length] ?? "" }, PAGE),
    ),
    oneMs: await median(200, () => recorder.record(systemAct(parts.installation, "safeguard.probe.record", {}))),
    assessMs: await median(5, () => assess(parts)),
  };
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
