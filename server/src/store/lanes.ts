// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import type { Connection } from "./connection.ts";
import type { Scope } from "./database.ts";
import type { Answer } from "./queryable.ts";
import type { Statement } from "./sql.ts";

/** How many connections carry the application's single statements. Few: what shares a connection shares a round trip and a system call. */
const LANES = 3;

/** Connections on which single statements of all requests follow each other without waiting. Transactions have connections of their own. */
export class Lanes {
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
      return await lane.sendIn(scope, statement);
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
