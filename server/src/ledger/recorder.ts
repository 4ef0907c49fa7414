// SPDX-License-Identifier: Apache-2.0
// Makes entries durable: in the caller's transaction, or in a batch of its own that is awaited before anything is answered.
// There is no off switch, and no drop: what cannot be recorded is refused.
import { Fault } from "#base/fault.ts";
import type { EventId } from "#base/id.ts";
import type { Database, Queryable, Tx } from "#store/database.ts";
import { TERM_BYTES } from "#seal/hmac.ts";
import { sql, type Statement } from "#store/sql.ts";
import type { Act, LogTenant } from "./act.ts";
import { compose, draft, type Draft, type Drafting, draftingKeys } from "./draft.ts";

const BATCH_MAX = 256;
/** One commit at a time: while it runs the next batch gathers, so that load makes batches larger, not waits longer. In one comparison on a busy two-core machine two and four were slower (2,729, 2,088 and 1,975 reads a second); measure again on yours. */
const COMMITS_MAX = 1;
/** Entries that may wait; above it the server is behind and says so instead of growing. */
const WAITING_MAX = 20_000;

type Waiting = { readonly draft: Draft; readonly resolve: (id: EventId) => void; readonly reject: (error: Error) => void };

/** Records acts of one tenant in a caller's transaction: durable when and only when that commits. */
export type Recording = {
  /** Answers the events' ids, in order. */
  recordIn(tx: Queryable, ...acts: readonly Act[]): Promise<EventId[]>;
  /** Records one act as the transaction's last statement: durable when and only when that commits. Answers its id. */
  recordLast(tx: Pick<Tx, "endWith">, act: Act): EventId;
  /** Tells the sequencer that there is something to do. */
  committed(): void;
};

export class Recorder {
  readonly #drafting: Drafting;
  readonly #db: Queryable;
  readonly #waiting: Waiting[] = [];
  readonly #heard: (() => void)[] = [];
  #commits = 0;

  constructor(db: Database, drafting: Drafting) {
    this.#drafting = drafting;
    this.#db = db.in({ role: "part164_recorder" });
  }

  /** Calls `listener` after each commit: the sequencer wakes up. */
  onRecorded(listener: () => void): void {
    this.#heard.push(listener);
  }

  /** Records an act by itself. Resolves when it is durable. @throws Fault `ledger_behind` if it is not. */
  async record(act: Act): Promise<EventId> {
    const drafted = draft(this.#drafting, act);
    return this.#enqueue(drafted instanceof Promise ? await drafted : drafted);
  }

  /**
   * Readies what recording in a transaction needs: a transaction holds the embedded database's one session, so no key may be
   * looked for inside it. @throws Fault `ledger_behind` if the keys cannot be had.
   */
  async prepare(tenant: LogTenant): Promise<Recording> {
    const drafting = this.#drafting;
    const keys = await draftingKeys(drafting, tenant);
    return {
      recordIn: async (tx, ...acts) => {
        const drafts = acts.map((act) => compose(drafting, act, keys));
        await insertDrafts(tx, drafts);
        return drafts.map(({ id }) => id);
      },
      recordLast: (tx, act) => {
        const drafted = compose(drafting, act, keys);
        tx.endWith(insertStatement([drafted]));
        return drafted.id;
      },
      committed: () => {
        for (const listener of this.#heard) listener();
      },
    };
  }

  #enqueue(drafted: Draft): Promise<EventId> {
    if (this.#waiting.length >= WAITING_MAX) return Promise.reject(new Fault("ledger_behind", { retryAfterSeconds: 1 }));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ draft: drafted, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#commit()); // Lets this turn's other acts join.
    });
  }

  #commit(): void {
    if (this.#commits >= COMMITS_MAX || this.#waiting.length === 0) return;
    const batch = this.#waiting.splice(0, BATCH_MAX);
    this.#commits += 1;
    if (this.#waiting.length >= BATCH_MAX) setImmediate(() => this.#commit());
    insertDrafts(
      this.#db,
      batch.map((waiting) => waiting.draft),
    )
      .then(
        () => {
          for (const {
            draft: { id },
            resolve,
          } of batch)
            resolve(id);
          for (const listener of this.#heard) listener();
        },
        (error: unknown) => {
          for (const { reject } of batch) reject(new Fault("ledger_behind", { cause: error, retryAfterSeconds: 1 }));
        },
      )
      .finally(() => {
        this.#commits -= 1;
        this.#commit();
      });
  }
}

async function insertDrafts(db: Queryable, drafts: readonly Draft[]): Promise<void> {
  await db.run(insertStatement(drafts));
}

/** All entries in one statement: texts as array literals (none holds a character with a meaning there), bytes end to end. */
function insertStatement(drafts: readonly Draft[]): Statement {
  const list = (text: (draft: Draft) => string): string => `{${drafts.map(text).join(",")}}`;
  let end = 0;
  const ends = drafts.map(({ leaf }) => (end += leaf.length));
  const terms = drafts.flatMap(({ actorTerm, individualTerm, recordTerm }) => [
    actorTerm ?? NONE,
    individualTerm ?? NONE,
    recordTerm ?? NONE,
  ]);
  return sql`
    select ledger.record(
      ${list(({ id }) => id)}::text::uuid[], ${list(({ tenant }) => tenant)}::text::uuid[],
      ${list(({ kind }) => kind)}::text::text[], ${list(({ outcome }) => outcome)}::text::text[],
      ${Buffer.concat(drafts.map(({ leaf }) => leaf))}, ${`{${ends.join(",")}}`}::text::integer[], ${Buffer.concat(terms)})`;
}

const NONE = Buffer.alloc(TERM_BYTES);
