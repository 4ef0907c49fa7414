// SPDX-License-Identifier: Apache-2.0
// A pool that prefers the connection given back last (its plans and its tenant are warm) and never hands out a broken one.
import { Fault } from "#base/fault.ts";

export type Pooled = { readonly isBroken: boolean; destroy(): Promise<void> };

type Waiting<C> = { readonly resolve: (connection: C) => void; readonly reject: (error: Error) => void };

/** How many may wait for a connection before the server says that it is too busy. */
const WAITING_MAX = 10_000;

export class Pool<C extends Pooled> {
  readonly #open: () => Promise<C>;
  readonly #max: number;
  readonly #idle: C[] = [];
  readonly #waiting: Waiting<C>[] = [];
  #count = 0;
  #isClosed = false;

  constructor(open: () => Promise<C>, max: number) {
    this.#open = open;
    this.#max = max;
  }

  /** @throws whatever opening a connection throws; Fault `too_many` when the queue is full. */
  take(): Promise<C> {
    if (this.#isClosed) return Promise.reject(new Fault("stopping"));
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (!idle.isBroken) return Promise.resolve(idle);
      this.#count -= 1; // It broke while nobody looked: the server was restarted, say.
      void idle.destroy();
    }
    if (this.#count < this.#max) return this.#openOne();
    if (this.#waiting.length >= WAITING_MAX) return Promise.reject(new Fault("too_many", { retryAfterSeconds: 1 }));
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  give(connection: C): void {
    if (connection.isBroken || this.#isClosed) {
      this.#count -= 1;
      void connection.destroy();
      this.#replaceForWaiting();
      return;
    }
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#idle.push(connection);
    else waiting.resolve(connection);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new Fault("stopping"));
    await Promise.all(this.#idle.splice(0).map((connection) => connection.destroy()));
  }

  async #openOne(): Promise<C> {
    this.#count += 1;
    try {
      return await this.#open();
    } catch (error) {
      this.#count -= 1;
      for (const { reject } of this.#waiting.splice(0)) reject(error instanceof Error ? error : new Fault("database_gone"));
      throw error;
    }
  }

  #replaceForWaiting(): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    this.#openOne().then(waiting.resolve, waiting.reject);
  }
}
