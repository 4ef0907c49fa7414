// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import type { Connection } from "./connection.ts";
import type { Scope } from "./database.ts";
import type { Answer } from "./queryable.ts";
import type { Statement } from "./sql.ts";

/** How many connections may carry the application's single statements. */
const LANES = 4;
/** A lane that has answered nothing for so long has something slow on it; what comes now takes the next. */
const STUCK_MS = 4;

/** A connection, how many statements are on it, and when it last moved. */
type Lane = { readonly connection: Connection; underWay: number; movedMs: number };

/**
 * Connections on which single statements of all requests follow each other without waiting. The first carries all while it moves: what
 * shares a connection shares round trips, system calls and a warm process. Transactions have connections of their own.
 */
export class Lanes {
  readonly #open: () => Promise<Connection>;
  readonly #lanes: (Lane | undefined)[] = Array.from({ length: LANES });
  readonly #opening: (Promise<Lane> | undefined)[] = Array.from({ length: LANES });
  #isClosed = false;

  constructor(open: () => Promise<Connection>) {
    this.#open = open;
  }

  async send(scope: Scope, statement: Statement): Promise<Answer> {
    const lane = this.#moving() ?? (await this.#another());
    if (lane.underWay++ === 0) lane.movedMs = performance.now();
    try {
      return await lane.connection.sendIn(scope, statement);
    } finally {
      lane.underWay -= 1;
      lane.movedMs = performance.now();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#lanes.map((lane) => lane?.connection.destroy()));
  }

  /** The first lane that moves; if none does and there may be no more, the one with the least on it. */
  #moving(): Lane | undefined {
    const nowMs = performance.now();
    let freest: Lane | undefined;
    for (const lane of this.#lanes) {
      if (lane === undefined || lane.connection.isBroken) return undefined; // Its place is taken before the later ones are looked at.
      if (lane.underWay === 0 || nowMs - lane.movedMs < STUCK_MS) return lane;
      if (freest === undefined || lane.underWay < freest.underWay) freest = lane;
    }
    return freest;
  }

  async #another(): Promise<Lane> {
    if (this.#isClosed) throw new Fault("stopping");
    const n = this.#lanes.findIndex((lane) => lane === undefined || lane.connection.isBroken);
    const opening = (this.#opening[n] ??= this.#open()
      .then((connection) => {
        void this.#lanes[n]?.connection.destroy();
        return (this.#lanes[n] = { connection, underWay: 0, movedMs: 0 });
      })
      .finally(() => {
        this.#opening[n] = undefined;
      }));
    return opening;
  }
}
