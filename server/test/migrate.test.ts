// SPDX-License-Identifier: Apache-2.0
// Migrations with many starters, a newer database, an altered file; and the databases we refuse.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { migrate, type Migration, readMigrations, type ScriptRunner, SQL_FOLDER } from "#store/migrate.ts";
import { MigrationFault } from "#store/migration-fault.ts";
import { openPostgresqlDatabase, refuseClearText } from "#store/open.ts";
import { StoreFault } from "#store/store-fault.ts";
import { sql } from "#store/sql.ts";
import { eachDatabase, freshPlace, openPlace } from "./support/databases.ts";
import { makeCluster, postgresqlPrograms } from "./support/postgresql-cluster.ts";

const programs = postgresqlPrograms();
const skip = programs === null ? "PostgreSQL's programs are not on this machine" : false;

/** A runner that remembers scripts and answers what was applied before. */
function pretending(applied: readonly { number: number; name: string; sha256: string }[]): ScriptRunner & { scripts: string[] } {
  const scripts: string[] = [];
  return {
    scripts,
    script: async (text) => void scripts.push(text),
    rows: async (text) => (text.includes("from part164.migration") ? [...applied] : []),
  };
}

const migrations: Migration[] = await readMigrations(SQL_FOLDER);
const asApplied = migrations.slice(1).map(({ number, name, sha256 }) => ({ number, name, sha256 }));

test("a database newer than the program is refused, and nothing is run on it", async () => {
  const db = pretending([...asApplied, { number: 99, name: "0099-later", sha256: "x" }]);
  await assert.rejects(migrate(db, migrations), (error: unknown) => error instanceof MigrationFault && /newer/.test(error.message));
  assert.ok(!db.scripts.some((text) => text.includes("insert into part164.migration")));
});

test("a migration that was changed after it was applied is refused", async () => {
  const altered = asApplied.map((row) => (row.number === 2 ? { ...row, sha256: "another" } : row));
  await assert.rejects(migrate(pretending(altered), migrations), /changed after it was applied/);
});

test("files are numbered without gaps", async () => {
  migrations.forEach(({ number }, n) => assert.equal(number, n));
});

eachDatabase("an opened database is up to date, and opening it again changes nothing", async (kind) => {
  const place = await freshPlace(kind);
  for (let n = 0; n < 2; n++) {
    const db = await openPlace(place);
    const { count } = await db.in({ role: "part164_owner" }).one<{ count: number }>(sql`select count(*) as count from part164.migration`);
    assert.equal(count, migrations.length - 1);
    await db.close();
  }
  if (place.databaseFolder !== null) await rm(join(place.databaseFolder, ".."), { recursive: true, force: true });
});

test("eight starters on an empty database migrate it once, and all are served", { skip }, async () => {
  const cluster = makeCluster(programs ?? "");
  try {
    const { Client } = await import("pg");
    const admin = new Client({ connectionString: cluster.url("postgres").replace("part164_test", "postgres") });
    await admin.connect();
    await admin.query("create role part164_test login createrole");
    await admin.query("create database starters owner part164_test");
    await admin.end();
    const opened = await Promise.all(Array.from({ length: 8 }, () => openPostgresqlDatabase(cluster.url("starters"), 2)));
    const { count } = await (opened[0]
      ?.in({ role: "part164_owner" })
      .one<{ count: number }>(sql`select count(*) as count from part164.migration`) ?? Promise.reject(new Error("none")));
    assert.equal(count, migrations.length - 1);
    await Promise.all(opened.map((db) => db.close()));
  } finally {
    cluster.stop();
  }
});

test("a PostgreSQL that may lose what it acknowledged is refused by name of the setting", { skip }, async () => {
  for (const setting of ["fsync", "full_page_writes", "synchronous_commit"]) {
    const cluster = makeCluster(programs ?? "", { [setting]: "off" });
    try {
      const admin = cluster.url("postgres").replace("part164_test", "postgres");
      await assert.rejects(
        openPostgresqlDatabase(admin, 2),
        (error: unknown) => error instanceof StoreFault && error.message.includes(setting),
      );
    } finally {
      cluster.stop();
    }
  }
});

test("a database on another machine is reached verified, or not at all", () => {
  for (const url of [
    "postgresql://u@db.example.com/d",
    "postgresql://u@db.example.com/d?sslmode=require",
    "postgresql://u@db.example.com/d?sslmode=verify-ca",
    "postgresql://u@localhost/d?host=db.example.com",
  ])
    assert.throws(() => refuseClearText(url), StoreFault, url);
  for (const url of [
    "postgresql://u@db.example.com/d?sslmode=verify-full",
    "postgresql://u@localhost/d",
    "postgresql://u@127.0.0.1/d",
    "postgresql://u@localhost/d?host=%2Ftmp",
  ])
    refuseClearText(url);
});
