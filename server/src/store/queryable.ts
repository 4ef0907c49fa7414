// SPDX-License-Identifier: Apache-2.0
import { present } from "#base/assert.ts";
import type { Queryable } from "./database.ts";
import { translateDatabaseError } from "./database-errors.ts";
import type { Row, Statement } from "./sql.ts";

/** What a driver answers, in the least both share. */
export type Answer = { readonly rows: Row[]; readonly touched: number };

/** The four ways to ask, from one way to send. Driver errors are translated here and nowhere else. */
export function queryable(send: (statement: Statement) => Promise<Answer>): Queryable {
  const ask = async (statement: Statement): Promise<Answer> => {
    try {
      return await send(statement);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  };
  return {
    rows: async <R>(statement: Statement) => (await ask(statement)).rows as R[], // The statement's author states its row type beside it.
    maybe: async <R>(statement: Statement) => (await ask(statement)).rows[0] as R | undefined,
    one: async <R>(statement: Statement) => present((await ask(statement)).rows[0], "The statement answers one row.") as R,
    run: async (statement) => (await ask(statement)).touched,
  };
}
