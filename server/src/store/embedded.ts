// SPDX-License-Identifier: Apache-2.0
// The embedded database: PostgreSQL compiled to WASM, one session, in this process. For trying, development and demonstration:
// it runs without fsync, so it survives a killed process but not a power cut, and only one process may open its folder.
import { type PGlite, types } from "@electric-sql/pglite";
import { assert, BrokenInvariant } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { Database, Scope, Tx } from "./database.ts";
import { translateDatabaseError } from "./database-errors.ts";
import { type Answer, queryable } from "./queryable.ts";
import { type Row, type Statement, together, type Value } from "./sql.ts";

const wholeNumber = (text: string): number => {
  const number = Number(text);
  assert(Number.isSafeInteger(number), "A whole number from the database is below 2^53.");
  return number;
};

const PARSERS = { parsers: { [types.INT8]: wholeNumber } };

/** The database behind an opened engine. The caller holds the folder's lock. */
export function fromEngine(engine: PGlite): Database {
  const session = new Session(engine);
  const locks = new Set<number>();
  return {
    kind: "embedded",
    in: (scope) => queryable((statement) => session.alone(async () => (await session.use(scope), session.send(statement)))),
    transaction: (scope, work) => session.alone(() => transaction(session, scope, work)),
    script: (role, text) => session.alone(async () => (await session.use({ role }), session.script(text))),
    async tryLock(name) {
      if (locks.has(name)) return null;
      locks.add(name);
      return { isHeld: true, release: async () => void locks.delete(name) };
    },
    close: () => session.close(),
  };
}

/** The one session, used by one piece of work at a time, remembering under which role and for which tenant it stands. */
class Session {
  readonly #engine: PGlite;
  #tail: Promise<unknown> = Promise.resolve();
  #role: string | undefined;
  #tenant: string | undefined;
  #isClosed = false;

  constructor(engine: PGlite) {
    this.#engine = engine;
  }

  /** Queues `work` behind everything asked for before it. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(() => {
      if (this.#isClosed) throw new Fault("stopping");
      return work();
    });
    this.#tail = run.catch(() => {});
    return run;
  }

  async use({ role, tenant }: Scope): Promise<void> {
    if (role === this.#role && (tenant === undefined || tenant === this.#tenant)) return;
    const next = tenant ?? this.#tenant ?? "";
    this.#role = undefined; // Unknown until the statement below has succeeded.
    await this.#engine.query("select set_config('role', $1, false), set_config('app.tenant', $2, false)", [role, next]);
    this.#role = role;
    this.#tenant = next;
  }

  async send(statement: Statement): Promise<Answer> {
    const { rows, affectedRows } = await this.#engine.query<Record<string, unknown>>(
      statement.text,
      statement.values.map(parameter),
      PARSERS,
    );
    return { rows, touched: affectedRows ?? rows.length };
  }

  /** Several statements. A failed one may have left a transaction open, which would swallow all that follows in this one session. */
  async script(text: string): Promise<Row[]> {
    try {
      const results = await this.#engine.exec(text, PARSERS);
      return results.flatMap(({ rows }) => rows as Row[]); // Rows are objects unless an option says otherwise.
    } catch (error) {
      await this.#engine.exec("rollback");
      throw translateDatabaseError(error);
    }
  }

  async command(text: "begin" | "commit" | "rollback"): Promise<void> {
    await this.#engine.exec(text);
  }

  async close(): Promise<void> {
    await this.alone(async () => {
      this.#isClosed = true;
      await this.#engine.close();
    });
  }
}

function parameter(value: Value): unknown {
  return Array.isArray(value) && value.some((item) => item instanceof Uint8Array)
    ? byteaArray(value as readonly (Uint8Array | null)[])
    : value; // `some` is the proof.
}

/** PGlite serialises arrays of text only, so bytes go as PostgreSQL's own literal. */
function byteaArray(items: readonly (Uint8Array | null)[]): string {
  return `{${items.map((item) => (item === null ? "NULL" : `"\\\\x${Buffer.from(item).toString("hex")}"`)).join(",")}}`;
}

async function transaction<T>(session: Session, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  await session.use(scope);
  let isOpen = false;
  let hasFailed = false;
  const last: Statement[] = [];
  const send = async (statement: Statement): Promise<Answer> => {
    if (!isOpen) await session.command("begin");
    isOpen = true;
    try {
      return await session.send(statement);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  const tx: Tx = { scope, ...queryable(send), endWith: (statement) => void last.push(statement) };
  try {
    const result = await work(tx);
    const one = isOpen ? null : together(last);
    if (one !== null) {
      await queryable((statement) => session.send(statement)).run(one); // A statement is a transaction by itself.
      return result;
    }
    for (const statement of last) await tx.run(statement);
    if (hasFailed) throw new BrokenInvariant("A transaction that failed is not committed.");
    if (isOpen) await session.command("commit");
    return result;
  } catch (error) {
    if (isOpen) await session.command("rollback");
    throw error;
  }
}
