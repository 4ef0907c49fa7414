// SPDX-License-Identifier: Apache-2.0
// pg-boss over our own connections: on both databases, as the owner of its schema, which the migrator made.
import type { PgBoss } from "pg-boss";
import type { Log } from "#base/log.ts";
import { ConstraintViolation, type Database } from "#store/database.ts";
import { composed, type Row, type Value } from "#store/sql.ts";

const OWNER = "part164_owner";
export const SCHEMA = "jobs";

/** A queue that is not started yet. It makes no schema and changes none. */
export async function openQueue(db: Database, log: Log): Promise<PgBoss> {
  const { PgBoss: Queue } = await import("pg-boss"); // After the server answers.
  const boss = new Queue({
    db: { executeSql: (text, values) => execute(db, text, values) },
    backend: db.kind === "embedded" ? "pglite" : "postgres",
    schema: SCHEMA,
    migrate: false,
    createSchema: false,
    reindex: false, // A queue of a few jobs a minute stays small, and autovacuum keeps it so.
    monitorVacuum: false,
    warningSlowQuerySeconds: 60,
  });
  boss.on("error", (error) => log.error({ err: error }, "jobs: the queue failed, it will try again"));
  return boss;
}

async function execute(db: Database, text: string, values: unknown[] | undefined): Promise<{ rows: Row[] }> {
  try {
    if (values === undefined || values.length === 0) return { rows: await db.script(OWNER, text) };
    return { rows: await db.in({ role: OWNER }).rows(composed(text, values as Value[])) }; // pg-boss gives text, numbers, dates and lists of text.
  } catch (error) {
    // How pg-boss learns that another process was faster: the only error it looks into.
    if (error instanceof ConstraintViolation && error.kind === "unique") throw Object.assign(new Error("unique"), { code: "23505" });
    throw error;
  }
}
