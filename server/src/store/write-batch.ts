// SPDX-License-Identifier: Apache-2.0
// Writes that are one statement each commit together: while one batch commits the next gathers, so that under load one flush to disk
// serves many. What one of them did wrong is its own affair: the batch is undone, and each is sent again alone.
import { Fault } from "#base/fault.ts";
import type { Scope } from "./database.ts";
import type { Statement } from "./sql.ts";

/** Where a batch is sent: one connection, whose statements follow each other without waiting. */
export type BatchConnection = {
  /** Sends one statement in its scope. */
  sendIn(scope: Scope, statement: Statement): Promise<unknown>;
  /** True if it committed; false if a statement failed and nothing was done. @throws if the outcome is unknown. */
  transaction(send: () => readonly Promise<unknown>[]): Promise<boolean>;
};

type Waiting = {
  readonly scope: Scope;
  readonly statement: Statement;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

const BATCH_MAX = 64;
const WAITING_MAX = 10_000;

export class WriteBatch {
  readonly #on: <T>(work: (connection: BatchConnection) => Promise<T>) => Promise<T>;
  readonly #waiting: Waiting[] = [];
  #isBusy = false;

  /** `on` lends a connection for the time of its work. */
  constructor(on: <T>(work: (connection: BatchConnection) => Promise<T>) => Promise<T>) {
    this.#on = on;
  }

  /** Resolves when the statement is committed. @throws what the statement throws; Fault `too_many` when the queue is full. */
  write(scope: Scope, statement: Statement): Promise<void> {
    if (this.#waiting.length >= WAITING_MAX) return Promise.reject(new Fault("too_many", { retryAfterSeconds: 1 }));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ scope, statement, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#next()); // Lets this turn's other writes join.
    });
  }

  #next(): void {
    if (this.#isBusy || this.#waiting.length === 0) return;
    this.#isBusy = true;
    const batch = this.#waiting.splice(0, BATCH_MAX);
    this.#on((connection) => commit(connection, batch))
      .catch((error: unknown) => {
        for (const { reject } of batch) reject(error);
      })
      .finally(() => {
        this.#isBusy = false;
        this.#next();
      });
  }
}

async function commit(connection: BatchConnection, batch: readonly Waiting[]): Promise<void> {
  const isCommitted =
    batch.length > 1 && (await connection.transaction(() => batch.map(({ scope, statement }) => connection.sendIn(scope, statement))));
  if (isCommitted) for (const { resolve } of batch) resolve();
  else await Promise.all(batch.map(({ scope, statement, resolve, reject }) => connection.sendIn(scope, statement).then(resolve, reject)));
}
