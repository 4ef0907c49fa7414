// SPDX-License-Identifier: Apache-2.0
// Every test that touches SQL runs on both databases. A machine without PostgreSQL's programs runs one half and says so.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import type { Database } from "#store/database.ts";
import { openEmbeddedDatabase, openPostgresqlDatabase } from "#store/open.ts";
import { type Cluster, postgresqlPrograms } from "./postgresql-cluster.ts";
import { type Borrowed, borrowCluster, embeddedTemplate } from "./shared.ts";

export type DatabaseKind = Database["kind"];

const programs = postgresqlPrograms();
/** Why tests of one kind are skipped here, or false. */
export const skipOf = (kind: DatabaseKind): string | false =>
  kind === "postgresql" && programs === null ? "PostgreSQL's programs are not on this machine" : false;
let cluster: Borrowed<Cluster> | undefined;
let template: Promise<Borrowed<string>> | undefined;

after(giveBackDatabases);

/** Stops what this process made to try things in. A test's process does it by itself; a benchmark says when it is done. */
export async function giveBackDatabases(): Promise<void> {
  await cluster?.giveBack();
  await (await template)?.giveBack();
  [cluster, template] = [undefined, undefined];
}

/** The cluster that this test process alone uses. */
export function privateCluster(): Cluster {
  if (programs === null) throw new Error("PostgreSQL's programs are not on this machine.");
  cluster ??= borrowCluster(programs);
  return cluster.thing;
}

/** A migrated embedded database's folder, copied for each test: much faster than making one. */
async function embeddedFolder(): Promise<string> {
  template ??= embeddedTemplate();
  const folder = await mkdtemp(join(tmpdir(), "part164-db-"));
  await cp((await template).thing, folder, { recursive: true });
  return join(folder, "database");
}

/** Where a fresh, migrated database is: what a server under test would be told. */
export type Place = { readonly kind: DatabaseKind; readonly databaseFolder: string | null; readonly url: string | null };

export async function freshPlace(kind: DatabaseKind): Promise<Place> {
  if (kind === "postgresql") return { kind, databaseFolder: null, url: await privateCluster().database() };
  return { kind, databaseFolder: await embeddedFolder(), url: null };
}

export async function openPlace(place: Place): Promise<Database> {
  return place.url === null ? openEmbeddedDatabase(place.databaseFolder ?? "") : openPostgresqlDatabase(place.url, 8);
}

/** Runs a test on each database, with a fresh one each. */
export function testOnBoth(name: string, body: (database: Database, t: TestContext) => Promise<void>, where?: Where): void {
  eachDatabase(
    name,
    async (kind, t) => {
      const place = await freshPlace(kind);
      const database = await openPlace(place);
      try {
        await body(database, t);
      } finally {
        await database.close();
        if (place.databaseFolder !== null) await rm(join(place.databaseFolder, ".."), { recursive: true, force: true });
      }
    },
    where,
  );
}

export type Where = {
  /** The databases that it is about, where one alone can do what is tested. */
  readonly on?: readonly DatabaseKind[];
  /** Why it cannot run on this machine, or false. */
  readonly skip?: string | false;
};

/** Runs a test once for each kind of database. */
export function eachDatabase(name: string, body: (kind: DatabaseKind, t: TestContext) => Promise<void>, where: Where = {}): void {
  const { on = ["embedded", "postgresql"], skip = false } = where;
  for (const kind of on) test(`${name} [${kind}]`, { skip: skip === false ? skipOf(kind) : skip }, (t) => body(kind, t));
}
