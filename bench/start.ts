// SPDX-License-Identifier: Apache-2.0
// How long the second start takes until /health answers, with existing data.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCluster, postgresqlPrograms } from "../server/test/support/postgresql-cluster.ts";
import { startOurs } from "./processes.ts";
import type { Row } from "./table.ts";

const STARTS = 3;

export async function benchStart(): Promise<Row[]> {
  const rows: Row[] = [["second start to first answer, embedded", await seconds({}, 16_470), "under 3 s", `median of ${STARTS}`]];
  const programs = postgresqlPrograms();
  if (programs === null) return rows;
  const cluster = makeCluster(programs);
  try {
    rows.push([
      "second start to first answer, PostgreSQL",
      await seconds({ DATABASE_URL: await cluster.database() }, 16_471),
      "under 1 s",
      `median of ${STARTS}`,
    ]);
  } finally {
    cluster.stop();
  }
  return rows;
}

async function seconds(environment: Readonly<Record<string, string>>, port: number): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), "part164-bench-"));
  const taken: number[] = [];
  try {
    for (let n = 0; n <= STARTS; n++) {
      const startMs = performance.now();
      const server = await startOurs(environment, data, port);
      if (n > 0) taken.push(performance.now() - startMs);
      await server.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
  return `${((taken.sort((a, b) => a - b)[Math.floor(STARTS / 2)] ?? 0) / 1000).toFixed(2)} s`;
}
