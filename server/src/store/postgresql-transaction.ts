// SPDX-License-Identifier: Apache-2.0
import { BrokenInvariant } from "#base/assert.ts";
import type { Connection } from "./connection.ts";
import type { Scope, Tx } from "./database.ts";
import { translateDatabaseError } from "./database-errors.ts";
import type { Pool } from "./pool.ts";
import { type Answer, queryable } from "./queryable.ts";
import { type Statement, together } from "./sql.ts";

type Ways = { readonly pool: Pool<Connection>; readonly write: (scope: Scope, statement: Statement) => Promise<unknown> };

/** A connection is taken when the first statement is sent; if all that is sent goes with the commit, none is. */
export async function transaction<T>({ pool, write }: Ways, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const last: Statement[] = [];
  let open: Promise<Open> | undefined;
  const send = async (statement: Statement): Promise<Answer> => {
    const { connection, begun } = await (open ??= begin(pool, scope));
    return (await Promise.all([begun, connection.send(statement)]))[1];
  };
  try {
    const result = await work({ scope, ...queryable(send), endWith: (statement) => void last.push(statement) });
    const one = open === undefined ? together(last) : null;
    if (one !== null) await write(scope, one); // A statement is a transaction by itself.
    else if (open !== undefined || last.length > 0) await commit(await (open ??= begin(pool, scope)), last);
    return result;
  } catch (error) {
    if (open !== undefined)
      await open.then(
        ({ connection }) => connection.client.query("rollback").catch(() => connection.destroy()),
        () => {},
      );
    throw translate(error);
  } finally {
    if (open !== undefined)
      await open.then(
        ({ connection }) => pool.give(connection),
        () => {},
      );
  }
}

type Open = { readonly connection: Connection; readonly begun: Promise<unknown> };

/** Begins; what follows goes in the same round trip and awaits `begun`. */
async function begin(pool: Pool<Connection>, scope: Scope): Promise<Open> {
  const connection = await pool.take();
  const begun = Promise.all([connection.useTenant(scope.tenant), connection.client.query("begin")]);
  begun.catch(() => {}); // Whoever stands behind it hears of it.
  return { connection, begun };
}

/** Sends the last statements and the commit in one round trip; the commit undoes what failed. */
async function commit({ connection, begun }: Open, last: readonly Statement[]): Promise<void> {
  const ending = [begun, ...last.map((statement) => connection.send(statement))];
  const committed = connection.client.query("commit");
  committed.catch(() => {}); // Awaited below, unless a statement before it has failed.
  await Promise.all(ending);
  if ((await committed).command !== "COMMIT") throw new BrokenInvariant("A transaction that failed is not committed.");
}

/** Errors of the work itself pass; only the driver's are translated. */
function translate(error: unknown): unknown {
  const isDriver =
    error instanceof Error && ("severity" in error || "errno" in error || /Connection terminated|not queryable/.test(error.message));
  return isDriver ? translateDatabaseError(error) : error;
}
