// SPDX-License-Identifier: Apache-2.0
// What is dear to make and the same for every test file: scripts/test.ts names a folder, the first file that needs it makes it there, the
// runner removes it. A file run by itself makes its own. No two files that run at the same time use the same cluster: what one does
// to PostgreSQL as a whole never shows in another.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { openEmbeddedDatabase } from "#store/open.ts";
import { type Cluster, clusterIn, makeCluster } from "./postgresql-cluster.ts";

const shared = (): string | null => process.env["TEST_SHARED"] || null; // Empty is none.

/** Something of ours while we need it. */
export type Borrowed<Thing> = { readonly thing: Thing; giveBack(): Promise<void> };

/** A running cluster that no other process uses meanwhile. What dies with it in hand is not given to anybody again. */
export function borrowCluster(programs: string): Borrowed<Cluster> {
  const run = shared();
  if (run === null) {
    const own = makeCluster(programs);
    return { thing: own, giveBack: async () => own.stop() };
  }
  const idle = join(run, "idle");
  mkdirSync(idle, { recursive: true });
  const name = readdirSync(idle).find((each) => isTaken(join(idle, each)));
  const cluster = name === undefined ? makeCluster(programs, {}, run) : clusterIn(programs, join(run, name));
  return {
    thing: cluster,
    async giveBack() {
      await cluster.dropDatabases();
      writeFileSync(join(idle, basename(cluster.folder)), "");
    },
  };
}

/** Of several that try, one alone removes the file. */
function isTaken(path: string): boolean {
  try {
    rmSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The folder of a migrated embedded database that nobody opens, to be copied. */
export async function embeddedTemplate(): Promise<Borrowed<string>> {
  const run = shared();
  const made = run === null ? null : join(run, "template");
  if (made !== null && readdirSync(join(made, "..")).includes(basename(made))) return { thing: made, giveBack: async () => {} };
  const folder = mkdtempSync(join(run ?? tmpdir(), "part164-template-"));
  const database = await openEmbeddedDatabase(join(folder, "database"));
  await database.close();
  if (made === null) return { thing: folder, giveBack: async () => rmSync(folder, { recursive: true, force: true }) };
  try {
    renameSync(folder, made);
  } catch {
    rmSync(folder, { recursive: true, force: true }); // Another file was faster.
  }
  return { thing: made, giveBack: async () => {} };
}

/** Stops and removes all that was made in this folder. For the runner, when no file runs any more. */
export function removeShared(run: string, programs: string | null): void {
  const clusters = readdirSync(run).filter((name) => name.startsWith("part164-pg-"));
  if (programs !== null) for (const name of clusters) clusterIn(programs, join(run, name)).stop();
  rmSync(run, { recursive: true, force: true });
}
