// SPDX-License-Identifier: Apache-2.0
// Opens the database of an installation: embedded in the data folder, or the PostgreSQL of DATABASE_URL, brought up to date.
import { Client } from "pg";
import type { PGlite } from "@electric-sql/pglite";
import { isLoopbackName } from "#base/settings.ts";
import type { Database } from "./database.ts";
import { refuseWeakDurability } from "./durability.ts";
import { migrate, type Migration, readMigrations, type ScriptRunner, SQL_FOLDER } from "./migrate.ts";
import { openPostgresql } from "./postgresql.ts";
import type { Row } from "./sql.ts";
import { StoreFault } from "./store-fault.ts";

/** PostgreSQL's own 128 MB are filled with zeros at every start, which takes as long as all the rest of it; the file system caches too. */
const EMBEDDED_BUFFERS = ["-c", "shared_buffers=32MB"] as const;

/** Opens the embedded database in `folder`. The caller holds the data folder's lock (core: two processes would lose rows). */
export async function openEmbeddedDatabase(folder: string): Promise<Database> {
  // Not loaded where PostgreSQL is used.
  const [{ PGlite: Engine }, { fromEngine }] = await Promise.all([import("@electric-sql/pglite"), import("./embedded.ts")]);
  const engine = await Engine.create({ dataDir: folder, startParams: [...Engine.defaultStartParams, ...EMBEDDED_BUFFERS] });
  await migrate(embeddedScripts(engine), await migrations());
  return fromEngine(engine);
}

/** Opens PostgreSQL. @throws StoreFault if it is not durable, not encrypted or cannot be reached. */
export async function openPostgresqlDatabase(url: string, connections: number): Promise<Database> {
  refuseClearText(url);
  const client = new Client({ connectionString: url, application_name: "part164 migrate", connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new StoreFault("PostgreSQL does not answer at the address in DATABASE_URL. Is it running, and do user and password fit?", {
      cause: error,
    });
  }
  try {
    const scripts = postgresqlScripts(client);
    await refuseWeakDurability(scripts);
    await migrate(scripts, await migrations());
  } finally {
    await client.end();
  }
  return openPostgresql({ url, connections });
}

let read: Promise<Migration[]> | undefined;

function migrations(): Promise<Migration[]> {
  read ??= readMigrations(SQL_FOLDER);
  return read;
}

/** PHI travels encrypted also inside the perimeter [164.312(e)(1)]: a remote server must be verified, name and all. */
export function refuseClearText(url: string): void {
  if (!URL.canParse(url)) throw new StoreFault("DATABASE_URL is not a postgresql:// address.");
  const { hostname, searchParams } = new URL(url);
  const host = searchParams.get("host") ?? decodeURIComponent(hostname);
  const isLocal = host === "" || host.startsWith("/") || isLoopbackName(host);
  if (!isLocal && searchParams.get("sslmode") !== "verify-full")
    throw new StoreFault("DATABASE_URL names another machine, so it needs sslmode=verify-full. [164.312(e)(1)]");
}

function embeddedScripts(engine: PGlite): ScriptRunner {
  return {
    script: async (text) => void (await engine.exec(text)),
    rows: async (text, values) => (await engine.query<Row>(text, values === undefined ? [] : [...values])).rows,
  };
}

function postgresqlScripts(client: Client): ScriptRunner {
  return {
    script: async (text) => void (await client.query(text)),
    rows: async (text, values) => (await client.query(text, values === undefined ? [] : [...values])).rows,
  };
}
