// SPDX-License-Identifier: Apache-2.0
// Keeps the logs: sequences, signs, anchors. Runs in every process; the one that holds the advisory lock does the work.
import type { Clock } from "#base/clock.ts";
import { MS_PER_HOUR } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { Log } from "#base/log.ts";
import type { Database, Lock } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { rootAt } from "@part164/verify/proof.ts";
import { type LogTenant, systemAct } from "./act.ts";
import { eventTime } from "./event-time.ts";
import type { Recorder } from "./recorder.ts";
import { type Grown, sequenceOverlooked, sequenceStep, type Step, type Trees } from "./sequencer.ts";
import type { SecondPlace } from "./second-place.ts";
import type { Signer } from "./signer.ts";
import { tilesOfLog } from "./tree.ts";

const LOCK = 164_001;
const TICK_MS = 200;
/** A step costs some commits whether it sequences one event or thousands, so under load a few gather first. */
const GATHER_MS = 150;
/** As long as that only when nobody waits for a proof, or for the end. */
const HURRY_MS = 5;
const ANCHOR_EVERY_MS = 1000;
const LOCK_RETRY_MS = 2000;
/** Above this the ledger is behind and says so (ledger.lag). */
export const LAG_ALARM_MS = 5000;

export type KeeperParts = {
  readonly db: Database;
  readonly recorder: Recorder;
  readonly signer: Signer;
  readonly secondPlace: SecondPlace;
  readonly clock: Clock;
  readonly log: Log;
};

type LogRow = { tenant: LogTenant; size: number; signed: number; anchored: number; checkpoint: string | null };

const SEQUENCER = { role: "part164_sequencer" } as const;

export class Keeper {
  readonly #parts: KeeperParts;
  readonly #trees: Trees = new Map();
  #lock: Lock | null = null;
  #running: Promise<void> = Promise.resolve();
  #isStopping = false;
  #wake: () => void = () => {};
  #isWoken = false;
  #hurry: () => void = () => {};
  #endPause: () => void = () => {};
  #isHurried = false;
  #lastAnchorMs = Number.NEGATIVE_INFINITY;
  #lastSearchMs = Number.NEGATIVE_INFINITY;
  #refusal: string | null = null;
  /** Settles after the first turn: by then this process has either taken the lock over or found it held. */
  readonly #firstTurn = Promise.withResolvers<void>();

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    parts.recorder.onRecorded(() => this.wake());
  }

  /** Why nothing is signed, or null. A database older than what was signed is never signed again. */
  get refusal(): string | null {
    return this.#refusal;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Ends after the step under way. What is recorded but not sequenced waits in the database. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#endPause();
    await this.#running;
    await this.#letGo();
  }

  async #letGo(): Promise<void> {
    const lock = this.#lock;
    this.#lock = null;
    await lock?.release();
  }

  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  #hurryUp(): void {
    this.#isHurried = true;
    this.wake();
    this.#hurry();
  }

  /**
   * Resolves when all that was committed before the call is sequenced, signed and, for tenants, anchored.
   * @throws Fault `ledger_behind` after `withinMs`: an open transaction may hold the horizon back.
   */
  async settle(withinMs = 30_000): Promise<void> {
    const { db, clock } = this.#parts;
    const startedMs = clock.monotonicMs();
    const { horizon } = await db
      .in(SEQUENCER)
      .one<{ horizon: string }>(sql`select pg_snapshot_xmax(pg_current_snapshot())::text as horizon`);
    const startedReally = performance.now();
    await Promise.race([this.#firstTurn.promise, new Promise((resolve) => setTimeout(resolve, withinMs).unref())]);
    while (!(await this.#isSettled(horizon))) {
      if (this.#refusal !== null) throw new Fault("ledger_behind", { detail: this.#refusal });
      if (performance.now() - startedReally > withinMs || clock.monotonicMs() - startedMs > withinMs)
        throw new Fault("ledger_behind", { retryAfterSeconds: 5 });
      this.#lastAnchorMs = Number.NEGATIVE_INFINITY; // Somebody waits: anchor now.
      this.#hurryUp();
      await sleep(20);
    }
  }

  async #isSettled(horizon: string): Promise<boolean> {
    const { db, signer } = this.#parts;
    // The cursor as two values known before the scan: joined, every event ever recorded is compared with it.
    const { behind } = await db.in(SEQUENCER).one<{ behind: boolean }>(sql`
      select exists (select from ledger.event e
                      where (e.xid, e.id) > ((select xid from ledger.cursor), (select event from ledger.cursor))
                        and e.xid < ${horizon}::text::xid8)
          or exists (select from ledger.log where signed < size or (tenant <> ${signer.installation} and anchored < signed))
          or (not exists (select from ledger.cursor) and exists (select from ledger.event)) as behind`);
    return !behind;
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      const did = await this.#turn().catch(async (error: unknown) => {
        this.#parts.log.error({ err: error }, "ledger keeper: this turn failed, trying again");
        // What was done of it is not known: whoever goes on takes over anew, and looks at all that was signed first.
        await this.#letGo().catch(() => {});
        return sleep(LOCK_RETRY_MS / 4);
      });
      this.#firstTurn.resolve();
      if (did === false) await this.#pause(this.#lock === null ? LOCK_RETRY_MS : TICK_MS);
    }
  }

  /** One turn; true if there is more to do at once. */
  async #turn(): Promise<boolean> {
    if (!(await this.#hasLock())) return false;
    const { db, signer, clock } = this.#parts;
    let step = await sequenceStep(db, signer, this.#trees);
    if (step.events === 0 && clock.monotonicMs() - this.#lastSearchMs >= MS_PER_HOUR) step = await this.#searchOverlooked();
    if (step.grown.length > 0) await this.#sign(step.grown);
    const anchored = await this.#anchor();
    return step.more || anchored;
  }

  async #hasLock(): Promise<boolean> {
    if (this.#lock?.isHeld === true) return true;
    this.#trees.clear();
    this.#lock = await this.#parts.db.tryLock(LOCK);
    if (this.#lock === null) return false;
    await this.#takeOver(); // If it fails the turn does, and the lock is let go: nothing is signed before all of this was seen.
    return true;
  }

  /** Before the first signature: nothing signed may be contradicted, nothing durable be overlooked, nothing sequenced stay unsigned. */
  async #takeOver(): Promise<void> {
    const { db, secondPlace, signer, log } = this.#parts;
    await secondPlace.reload();
    this.#refusal = await contradiction(db, secondPlace, signer);
    if (this.#refusal !== null) log.error({ reason: this.#refusal }, "ledger keeper: nothing is signed");
    for (let step = await this.#searchOverlooked(); step.more; step = await this.#searchOverlooked());
    const rows = await db
      .in(SEQUENCER)
      .rows<LogRow>(sql`select tenant, size, signed, anchored, checkpoint from ledger.log where signed < size`);
    const grown = await Promise.all(
      rows.map(async ({ tenant, size }) => ({
        tenant,
        origin: signer.origin(tenant),
        size,
        root: await rootAt(size, tilesOfLog(db.in(SEQUENCER), tenant)),
      })),
    );
    await this.#sign(grown);
  }

  async #searchOverlooked(): Promise<Step> {
    const { db, signer, clock } = this.#parts;
    this.#lastSearchMs = clock.monotonicMs();
    return sequenceOverlooked(db, signer, this.#trees);
  }

  /** Only what is durable is signed, and it is kept in the second place before anyone can see it. */
  async #sign(grown: readonly Grown[]): Promise<void> {
    if (this.#refusal !== null || grown.length === 0) return;
    const { db, signer, secondPlace, clock } = this.#parts;
    const signed = await Promise.all(
      grown.map(async ({ tenant, origin, size, root }) => ({
        tenant,
        line: { origin, size, root: Buffer.from(root).toString("base64"), note: await signer.checkpoint(tenant, size, root) },
      })),
    );
    await secondPlace.keep(signed.map(({ line }) => line));
    await db.in(SEQUENCER).run(sql`
      update ledger.log set checkpoint = signed.note, signed = signed.size, signed_at = ${clock.now()}
        from unnest(${signed.map(({ tenant }) => tenant)}::uuid[], ${signed.map(({ line }) => line.size)}::bigint[], ${signed.map(({ line }) => line.note)}::text[])
          as signed (tenant, size, note)
       where ledger.log.tenant = signed.tenant`);
  }

  /** Writes tenants' new checkpoints into the organization's log, so that one key and one root vouch for all. */
  async #anchor(): Promise<boolean> {
    const { db, signer, recorder, clock } = this.#parts;
    if (this.#refusal !== null || clock.monotonicMs() - this.#lastAnchorMs < ANCHOR_EVERY_MS) return false;
    this.#lastAnchorMs = clock.monotonicMs();
    const rows = await db.in(SEQUENCER).rows<LogRow>(sql`
      select tenant, size, signed, anchored, checkpoint from ledger.log where anchored < signed and tenant <> ${signer.installation}`);
    await Promise.all(
      rows.map(async ({ tenant, signed, checkpoint }) => {
        const last = this.#parts.secondPlace.last(signer.origin(tenant));
        const root = last?.size === signed ? last.root : null;
        if (root === null || checkpoint === null) return; // Signed by another process a moment ago; the next turn has it.
        const detail = { origin: signer.origin(tenant), size: signed, root, note: checkpoint };
        await recorder.record(
          systemAct(signer.installation, "ledger.checkpoint.anchor", { record: { type: "ledger.log", id: tenant, version: null }, detail }),
        );
        await db.in(SEQUENCER).run(sql`update ledger.log set anchored = ${signed} where tenant = ${tenant} and anchored < ${signed}`);
      }),
    );
    return rows.length > 0;
  }

  /** Milliseconds since the oldest event that has no leaf was recorded; 0 if there is none. */
  async lagMs(): Promise<number> {
    const { db, clock } = this.#parts;
    const oldest = await db.in(SEQUENCER).maybe<{ id: string }>(sql`
      select e.id from ledger.event e
       where (e.xid, e.id) > ((select xid from ledger.cursor), (select event from ledger.cursor)) order by e.xid, e.id limit 1`);
    return oldest === undefined ? 0 : Math.max(0, clock.now().getTime() - eventTime(oldest.id).getTime());
  }

  /** Until there is work, or for `ms`; where there is work already, until more of it has gathered. */
  async #pause(ms: number): Promise<void> {
    if (this.#isStopping) return;
    const isHolder = this.#lock !== null; // Without the lock there is nothing to do here, whoever waits.
    const isGathering = this.#isWoken && isHolder;
    if (isGathering) this.#isWoken = false;
    const gatherMs = this.#isHurried ? HURRY_MS : GATHER_MS;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, isGathering ? gatherMs : ms);
      const goOn = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#endPause = goOn;
      if (isHolder) this.#hurry = goOn;
      if (isHolder && !isGathering) this.#wake = goOn;
    });
    [this.#wake, this.#hurry, this.#endPause] = [() => {}, () => {}, () => {}];
    this.#isHurried = false;
  }
}

/** What the database contradicts of all that was signed, or null. */
async function contradiction(db: Database, secondPlace: SecondPlace, signer: Signer): Promise<string | null> {
  const logs = await db
    .in(SEQUENCER)
    .rows<{ tenant: LogTenant; origin: string; size: number }>(sql`select tenant, origin, size from ledger.log`);
  const byOrigin = new Map(logs.map((row) => [row.origin, row]));
  for (const { origin, size, root } of secondPlace.all()) {
    const row = byOrigin.get(origin);
    const says = `The log ${origin} was signed with ${size} entries`;
    if (row === undefined || row.size < size)
      return `${says}; the database holds ${row?.size ?? 0}. It was restored from an older backup or rolled back: see docs/operate/recover-the-ledger.md.`;
    const found = await rootAt(size, tilesOfLog(db.in(SEQUENCER), row.tenant)).catch((error: unknown) => {
      if (error instanceof Fault) throw error; // The database did not answer. Anything else: it answered, and what it holds makes no tree.
      return null;
    });
    if (found === null || Buffer.from(found).toString("base64") !== root)
      return `${says} and another content. See docs/operate/recover-the-ledger.md.`;
  }
  return logs.every(({ tenant, origin }) => signer.origin(tenant) === origin)
    ? null
    : "The data folder belongs to another installation than the database.";
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
