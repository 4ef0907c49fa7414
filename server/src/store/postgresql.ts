// SPDX-License-Identifier: Apache-2.0
// PostgreSQL through `pg` in pipeline mode. A pool a role; each connection remembers its tenant, so that a read is one round trip.
import { type ClientConfig, types } from "pg";
import { assert } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import { Connection } from "./connection.ts";
import type { Database, DatabaseRole, Lock, Scope } from "./database.ts";
import { translateDatabaseError } from "./database-errors.ts";
import { GatheringSocket } from "./gathering-socket.ts";
import { Lanes } from "./lanes.ts";
import { Pool } from "./pool.ts";
import { transaction } from "./postgresql-transaction.ts";
import { type Answer, queryable } from "./queryable.ts";
import { type Row, type Statement, sql } from "./sql.ts";
import { WriteBatch } from "./write-batch.ts";

const INT8 = 20;

/** int8 as a number: our counts and indexes stay below 2^53, and that is asserted. */
function wholeNumber(text: string): number {
  const number = Number(text);
  assert(Number.isSafeInteger(number), "A whole number from the database is below 2^53.");
  return number;
}

export type PostgresqlOptions = {
  readonly url: string;
  /** Connections for the application's role; the other roles have few of their own. */
  readonly connections: number;
};

const FEW = 4;

/** Opens pools lazily; the first statement connects. */
export function openPostgresql({ url, connections }: PostgresqlOptions): Database {
  const typeParser: ClientConfig["types"] = {
    getTypeParser: (oid, format) => (oid === INT8 ? wholeNumber : types.getTypeParser(oid, format)),
  };
  const config = {
    connectionString: url,
    pipeline: true,
    stream: () => new GatheringSocket(),
    types: typeParser,
    application_name: "part164",
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  } as ClientConfig; // `pipeline` is newer than the types.
  const pools = new Map<DatabaseRole, Pool<Connection>>();

  const poolOf = (role: DatabaseRole): Pool<Connection> => {
    let pool = pools.get(role);
    if (pool === undefined) {
      pool = new Pool(() => Connection.open(config, role), role === "part164_app" ? connections : FEW);
      pools.set(role, pool);
    }
    return pool;
  };

  const lanes = new Lanes(() => Connection.open(config, "part164_app"));
  const send = async (scope: Scope, statement: Statement): Promise<Answer> => {
    if (scope.role === "part164_app") return lanes.send(scope, statement);
    const pool = poolOf(scope.role);
    const connection = await pool.take();
    try {
      return await connection.sendIn(scope, statement);
    } finally {
      pool.give(connection);
    }
  };

  const batch = new WriteBatch(async (work) => {
    const pool = poolOf("part164_app");
    const connection = await pool.take();
    try {
      return await work(connection);
    } finally {
      pool.give(connection);
    }
  });
  const write = (scope: Scope, statement: Statement): Promise<unknown> =>
    scope.role === "part164_app" ? batch.write(scope, statement) : send(scope, statement);

  return {
    kind: "postgresql",
    in: (scope) => queryable((statement) => send(scope, statement)),
    transaction: (scope, work) => transaction({ pool: poolOf(scope.role), write }, scope, work),
    script: (role, text) => script(poolOf(role), text),
    tryLock: (name) => tryLock(config, name),
    async close() {
      await Promise.all([lanes.close(), ...[...pools.values()].map((pool) => pool.close())]);
    },
  };
}

/** Several statements in the simple protocol. A failed one may have left a transaction open, so the connection is cleaned or destroyed. */
async function script(pool: Pool<Connection>, text: string): Promise<Row[]> {
  const connection = await pool.take().catch((error: unknown) => {
    throw translateDatabaseError(error);
  });
  try {
    const answers: unknown = await connection.client.query(text);
    return [answers].flat().flatMap((answer) => (answer as { rows: Row[] }).rows); // One result, or a list of them when the text holds several statements.
  } catch (error) {
    await connection.client.query("rollback").catch(() => connection.destroy());
    throw translateDatabaseError(error);
  } finally {
    pool.give(connection);
  }
}

async function tryLock(config: ClientConfig, name: number): Promise<Lock | null> {
  let connection: Connection;
  try {
    connection = await Connection.open(config, "part164_sequencer");
  } catch {
    throw new Fault("database_gone", { retryAfterSeconds: 1 });
  }
  const { rows } = await connection.send(sql`select pg_try_advisory_lock(${name}::bigint) as held`);
  if (rows[0]?.["held"] !== true) {
    await connection.destroy();
    return null;
  }
  return {
    get isHeld() {
      return !connection.isBroken;
    },
    release: () => connection.destroy(),
  };
}
