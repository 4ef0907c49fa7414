// SPDX-License-Identifier: Apache-2.0
// Migrations with many starters, a newer database, an altered file; and the databases we refuse.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { type Migration, readMigrations, SQL_FOLDER } from "#store/migrate.ts";
import { MigrationFault } from "#store/migration-fault.ts";
import { openPostgresqlDatabase, refuseClearText } from "#store/open.ts";
import { StoreFault } from "#store/store-fault.ts";
import { sql, type Statement } from "#store/sql.ts";
import { type DatabaseKind, eachDatabase, freshPlace, openPlace } from "./support/databases.ts";
import { makeCluster, postgresqlPrograms } from "./support/postgresql-cluster.ts";

const programs = postgresqlPrograms();
const skip = programs === null ? "PostgreSQL's programs are not on this machine" : false;

const migrations: Migration[] = await readMigrations(SQL_FOLDER);

/** A fresh database on which its owner ran a statement while it was open; then it is opened again. */
async function openAgain(kind: DatabaseKind, statement: Statement): Promise<void> {
  const place = await freshPlace(kind);
  const db = await openPlace(place);
  await db.in({ role: "part164_owner" }).run(statement);
  await db.close();
  try {
    await (await openPlace(place)).close();
  } finally {
    if (place.databaseFolder !== null) await rm(join(place.databaseFolder, ".."), { recursive: true, force: true });
  }
}

eachDatabase("a database newer than the program is refused", async (kind) => {
  const newer = sql`insert into part164.migration (number, name, sha256) values (99, '0099-later', 'x')`;
  await assert.rejects(openAgain(kind, newer), isRefused(/newer than this program: it has migration 99/));
});

eachDatabase("a migration that was changed after it was applied is refused", async (kind) => {
  const changed = (sha256: string) => sql`update part164.migration set sha256 = ${sha256} where number = 2`;
  await assert.rejects(openAgain(kind, changed("another")), isRefused(/changed after it was applied/));
  await openAgain(kind, changed(migrations[2]?.sha256 ?? ""));
});

function isRefused(says: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof MigrationFault && says.test(error.message);
}

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
