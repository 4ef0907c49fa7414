// SPDX-License-Identifier: Apache-2.0
// PostgreSQL through `pg` in pipeline mode. A pool a role; each connection remembers its tenant, so that a read is one round trip.
import { Client, type ClientConfig, types } from "pg";
import { assert, BrokenInvariant } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { Database, DatabaseRole, Lock, Scope, Tx } from "./database.ts";
import { translateDatabaseError } from "./database-errors.ts";
import { GatheringSocket } from "./gathering-socket.ts";
import { Pool, type Pooled } from "./pool.ts";
import { type Answer, queryable } from "./queryable.ts";
import { type Row, type Statement, type Value, sql, together } from "./sql.ts";

const INT8 = 20;

/** One connection under one role. */
class Connection implements Pooled {
  readonly client: Client;
  isBroken = false;
  /** Statements sent and not yet answered. */
  underWay = 0;
  tenant: string | undefined;
  #tenantSet: Promise<void> = SETTLED;

  private constructor(client: Client) {
    this.client = client;
    client.on("error", () => {
      this.isBroken = true;
    });
    client.on("end", () => {
      this.isBroken = true;
    });
  }

  static async open(config: ClientConfig, role: DatabaseRole): Promise<Connection> {
    const client = new Client(config);
    const connection = new Connection(client);
    try {
      await client.connect();
      await client.query("select set_config('role', $1, false)", [role]);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    return connection;
  }

  async send(statement: Statement): Promise<Answer> {
    const result = await this.client.query({ text: statement.text, name: statement.name, values: statement.values.map(parameter) });
    return { rows: result.rows, touched: result.rowCount ?? 0 };
  }

  /**
   * Sees to it that row security compares with this tenant. The setting goes first in the same pipeline as what follows, so every
   * statement awaits the setting it stands behind; if that fails, the connection is destroyed and what followed is discarded.
   */
  useTenant(tenant: string | undefined): Promise<void> {
    if (tenant === undefined || tenant === this.tenant) return this.#tenantSet;
    this.tenant = tenant;
    this.#tenantSet = this.client.query({ name: "tenant", text: "select set_config('app.tenant', $1, false)", values: [tenant] }).then(
      () => undefined,
      (error: unknown) => {
        this.isBroken = true;
        throw error;
      },
    );
    this.#tenantSet.catch(() => {}); // Whoever stands behind it hears of it.
    return this.#tenantSet;
  }

  async destroy(): Promise<void> {
    this.isBroken = true;
    await this.client.end().catch(() => {});
  }
}

const SETTLED = Promise.resolve();

/** How many connections carry the application's single statements. Few: what shares a connection shares a round trip and a system call. */
const LANES = 3;

/** Connections on which single statements of all requests follow each other without waiting. Transactions have connections of their own. */
class Lanes {
  readonly #open: () => Promise<Connection>;
  readonly #lanes: (Connection | undefined)[] = Array.from({ length: LANES });
  readonly #opening: (Promise<Connection> | undefined)[] = Array.from({ length: LANES });
  #isClosed = false;

  constructor(open: () => Promise<Connection>) {
    this.#open = open;
  }

  async send(scope: Scope, statement: Statement): Promise<Answer> {
    const lane = this.#freest() ?? (await this.#another());
    lane.underWay += 1;
    try {
      const tenant = lane.useTenant(scope.tenant);
      const [, answer] = await Promise.all([tenant, lane.send(statement)]);
      return answer;
    } finally {
      lane.underWay -= 1;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#lanes.map((lane) => lane?.destroy()));
  }

  /** The lane with the least under way, unless there may be another one and all are busy. */
  #freest(): Connection | undefined {
    let best: Connection | undefined;
    let isFull = true;
    for (const lane of this.#lanes) {
      if (lane === undefined || lane.isBroken) isFull = false;
      else if (best === undefined || lane.underWay < best.underWay) best = lane;
    }
    return best !== undefined && (isFull || best.underWay === 0) ? best : undefined;
  }

  async #another(): Promise<Connection> {
    if (this.#isClosed) throw new Fault("stopping");
    const n = this.#lanes.findIndex((lane) => lane === undefined || lane.isBroken);
    const opening = (this.#opening[n] ??= this.#open().finally(() => {
      this.#opening[n] = undefined;
    }));
    const lane = await opening;
    void (this.#lanes[n]?.isBroken === true ? this.#lanes[n]?.destroy() : undefined);
    this.#lanes[n] = lane;
    return lane;
  }
}

function parameter(value: Value): unknown {
  if (value instanceof Uint8Array && !Buffer.isBuffer(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return value.map((item: Value) => parameter(item));
  return value;
}

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
      const tenant = connection.useTenant(scope.tenant);
      const [, answer] = await Promise.all([tenant, connection.send(statement)]);
      return answer;
    } finally {
      pool.give(connection);
    }
  };

  return {
    kind: "postgresql",
    in: (scope) => queryable((statement) => send(scope, statement)),
    transaction: (scope, work) => transaction(poolOf(scope.role), scope, work),
    script: (role, text) => script(poolOf(role), text),
    tryLock: (name) => tryLock(config, name),
    async close() {
      await Promise.all([lanes.close(), ...[...pools.values()].map((pool) => pool.close())]);
    },
  };
}

async function transaction<T>(pool: Pool<Connection>, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const connection = await pool.take().catch((error: unknown) => {
    throw translateDatabaseError(error);
  });
  let opened: Promise<unknown> | undefined;
  try {
    const last: Statement[] = [];
    const send = async (statement: Statement): Promise<Answer> => {
      opened ??= open(connection, scope);
      return (await Promise.all([opened, connection.send(statement)]))[1];
    };
    const result = await work({ scope, ...queryable(send), endWith: (statement) => void last.push(statement) });
    const one = opened === undefined ? together(last) : null;
    if (one === null) await commit(connection, scope, opened, last);
    else await Promise.all([connection.useTenant(scope.tenant), connection.send(one)]); // A statement is a transaction by itself.
    return result;
  } catch (error) {
    if (opened !== undefined) await connection.client.query("rollback").catch(() => connection.destroy());
    throw translate(error);
  } finally {
    pool.give(connection);
  }
}

/** Begins; awaited with the first statement, so that they share a round trip. */
function open(connection: Connection, scope: Scope): Promise<unknown> {
  const opened = Promise.all([connection.useTenant(scope.tenant), connection.client.query("begin")]);
  opened.catch(() => {}); // Whoever stands behind it hears of it.
  return opened;
}

/** Sends the last statements and the commit in one round trip; the commit undoes what failed. */
async function commit(
  connection: Connection,
  scope: Scope,
  opened: Promise<unknown> | undefined,
  last: readonly Statement[],
): Promise<void> {
  if (opened === undefined && last.length === 0) return;
  const ending = [opened ?? open(connection, scope), ...last.map((statement) => connection.send(statement))];
  const committed = connection.client.query("commit");
  committed.catch(() => {}); // Awaited below, unless a statement before it has failed.
  await Promise.all(ending);
  if ((await committed).command !== "COMMIT") throw new BrokenInvariant("A transaction that failed is not committed.");
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

/** Errors of the work itself pass; only the driver's are translated. */
function translate(error: unknown): unknown {
  const isDriver =
    error instanceof Error && ("severity" in error || "errno" in error || /Connection terminated|not queryable/.test(error.message));
  return isDriver ? translateDatabaseError(error) : error;
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
