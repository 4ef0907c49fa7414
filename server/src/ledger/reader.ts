// SPDX-License-Identifier: Apache-2.0
// Finds entries again and proves them. Reads one log at a time, under that log's row security.
import { openCheckpoint } from "@part164/verify/checkpoint.ts";
import { parseKey } from "@part164/verify/note.ts";
import { inclusionProof } from "@part164/verify/proof.ts";
import { assert } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { EventId } from "#base/id.ts";
import type { Keyring } from "#seal/keyring.ts";
import type { Database, Queryable } from "#store/database.ts";
import { composed, sql, type Value } from "#store/sql.ts";
import type { LogTenant } from "./act.ts";
import { actorTerm, individualTerm, openEntry, type OpenedEntry, recordTerm } from "./draft.ts";
import { eventTime, firstEventAt } from "./event-time.ts";
import type { Signer } from "./signer.ts";
import { tilesOfLog } from "./tree.ts";

export type EntryFilter = {
  readonly from?: Date;
  readonly to?: Date;
  readonly actor?: string;
  readonly individual?: string;
  readonly record?: { readonly type: string; readonly id: string };
  readonly kind?: string;
  readonly outcome?: string;
  /** Only entries recorded before this one. */
  readonly before?: EventId;
};

export type FoundEntry = OpenedEntry & { readonly event: EventId; readonly index: number | null };

/** What anybody needs to verify one entry offline. */
export type EntryProof = {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
  readonly key: string;
  /** From the cosignature; a checkpoint itself has no time. */
  readonly checkpointAt: Date | null;
};

export type LogState = {
  readonly tenant: LogTenant;
  readonly origin: string;
  readonly size: number;
  readonly signed: number;
  readonly signedAt: Date | null;
  readonly checkpoint: string | null;
};

/** Acts that are looked for: in a period, of one actor, on one record. */
export type ActsOn = {
  readonly actor: string | null;
  readonly record: { readonly type: string; readonly id: string } | null;
  readonly from: Date;
  readonly to: Date;
};

/** An individual whom acts were about. */
export type IndividualActed = { readonly individual: string; readonly entries: number; readonly firstAt: Date; readonly lastAt: Date };

type Found = { event: EventId; leaf: Uint8Array; idx: number | null };

export class LedgerReader {
  readonly #db: Database;
  readonly #keyring: Keyring;
  readonly #signer: Signer;

  constructor(db: Database, keyring: Keyring, signer: Signer) {
    this.#db = db;
    this.#keyring = keyring;
    this.#signer = signer;
  }

  /** Entries of one log, newest first, at most `limit`. */
  async find(tenant: LogTenant, filter: EntryFilter, limit: number): Promise<FoundEntry[]> {
    const index = await this.#keyring.key("index", tenant, null);
    const to = filter.before ?? (filter.to === undefined ? null : firstEventAt(filter.to));
    const values: Value[] = [tenant, limit];
    const conditions = Object.entries({
      actor_term: filter.actor === undefined ? null : actorTerm(index, filter.actor),
      individual_term: filter.individual === undefined ? null : individualTerm(index, filter.individual),
      record_term: filter.record === undefined ? null : recordTerm(index, filter.record.type, filter.record.id),
      kind: filter.kind ?? null,
      outcome: filter.outcome ?? null,
    }).map(([column, value]) => (value === null ? "" : ` and ${column} = $${values.push(value)}`));
    if (filter.from !== undefined) conditions.push(` and event >= $${values.push(firstEventAt(filter.from))}`);
    if (to !== null) conditions.push(` and event < $${values.push(to)}`);
    // Only what was asked stands in the text, and it is planned for its values: a plan for any question scans the whole log for a rare one.
    // Event and leaf of each are asked for one by one, by their index: joined freely, a plan may read all of them.
    const text = `
      select found.event, (select e.leaf from ledger.event e where e.id = found.event) as leaf,
             (select l.idx from ledger.leaf l where l.event = found.event) as idx
        from (select event from ledger.lookup
               where tenant = $1${conditions.join("")}
               order by event desc limit $2) found
       order by found.event desc`;
    const rows = await this.#in(tenant).rows<Found>(composed(text, values));
    return Promise.all(rows.map((row) => this.#open(tenant, row)));
  }

  /** The newest entry about each of these, in their order and in one statement; null where there is none. */
  async newest(tenant: LogTenant, records: readonly NonNullable<EntryFilter["record"]>[]): Promise<(FoundEntry | null)[]> {
    const index = await this.#keyring.key("index", tenant, null);
    const terms = records.map(({ type, id }) => recordTerm(index, type, id));
    const rows = await this.#in(tenant).rows<{ event: EventId | null; leaf: Uint8Array; idx: number | null }>(sql`
      select found.event, (select e.leaf from ledger.event e where e.id = found.event) as leaf,
             (select l.idx from ledger.leaf l where l.event = found.event) as idx
        from unnest(${terms}::bytea[]) with ordinality as asked (term, n)
        left join lateral (select k.event from ledger.lookup k
                            where k.tenant = ${tenant} and k.record_term = asked.term order by k.event desc limit 1) found on true
       order by asked.n`);
    return Promise.all(rows.map(({ event, leaf, idx }) => (event === null ? null : this.#open(tenant, { event, leaf, idx }))));
  }

  /**
   * Whom done acts in a period were about: each individual once, with how many entries, the first and the last. Of one actor, of one record,
   * or of all. At most `limit`, in the order of the first entry; one entry of each is opened, the rest are counted.
   */
  async individuals(tenant: LogTenant, { actor, record, from, to }: ActsOn, limit: number): Promise<IndividualActed[]> {
    const index = await this.#keyring.key("index", tenant, null);
    const rows = await this.#in(tenant).rows<Found & { entries: number; last: EventId }>(sql`
      select found.first as event, found.entries, found.last, (select e.leaf from ledger.event e where e.id = found.first) as leaf, null::bigint as idx
        from (select min(event::text)::uuid as first, max(event::text)::uuid as last, count(*) as entries from ledger.lookup
               where tenant = ${tenant} and individual_term is not null and outcome = 'done'
                 and event >= ${firstEventAt(from)}::uuid and event < ${firstEventAt(to)}::uuid
                 and (${actor === null} or actor_term = ${actor === null ? null : actorTerm(index, actor)}::bytea)
                 and (${record === null} or record_term = ${record === null ? null : recordTerm(index, record.type, record.id)}::bytea)
               group by individual_term order by 1 limit ${limit}) found`);
    return Promise.all(
      rows.map(async (row): Promise<IndividualActed> => {
        const { entry } = await this.#open(tenant, row);
        assert(entry.individual !== null, "An entry that is found by its individual names one.");
        return { individual: entry.individual, entries: row.entries, firstAt: eventTime(row.event), lastAt: eventTime(row.last) };
      }),
    );
  }

  /** One entry. @throws Fault `not_found`. */
  async entry(tenant: LogTenant, event: EventId): Promise<FoundEntry> {
    const row = await this.#in(tenant).maybe<Found>(sql`
      select e.id as event, e.leaf, l.idx from ledger.event e left join ledger.leaf l on l.event = e.id
       where e.id = ${event} and e.tenant = ${tenant}`);
    if (row === undefined) throw new Fault("not_found");
    return this.#open(tenant, row);
  }

  /** The inclusion proof of an entry in its log's newest checkpoint; null while it is only recorded. */
  async proof(tenant: LogTenant, event: EventId): Promise<EntryProof | null> {
    const db = this.#in(tenant);
    const row = await db.maybe<{ idx: number; leaf: Uint8Array; signed: number; checkpoint: string | null }>(sql`
      select l.idx, e.leaf, g.signed, g.checkpoint
        from ledger.leaf l join ledger.event e on e.id = l.event join ledger.log g on g.tenant = l.tenant
       where l.event = ${event} and l.tenant = ${tenant}`);
    if (row === undefined || row.checkpoint === null || row.idx >= row.signed) return null;
    const hashes = await inclusionProof(row.idx, row.signed, tilesOfLog(db, tenant));
    const key = await this.#signer.verifierKey(tenant);
    const checkpointAt = await this.checkpointTime(tenant, row.checkpoint);
    return { leaf: row.leaf, index: row.idx, size: row.signed, hashes, checkpoint: row.checkpoint, key, checkpointAt };
  }

  /** The time the organization's cosignature puts on a checkpoint. */
  async checkpointTime(tenant: LogTenant, checkpoint: string): Promise<Date | null> {
    const organization = parseKey(await this.#signer.verifierKey(this.#signer.installation));
    const keys = [parseKey(await this.#signer.verifierKey(tenant)), { ...organization, type: 0x04 as const }];
    const { seconds } = await openCheckpoint(Buffer.from(checkpoint), this.#signer.origin(tenant), keys);
    return seconds === null ? null : new Date(seconds * 1000);
  }

  /** The states of logs; a log without entries yet has size 0. */
  async log(tenant: LogTenant): Promise<LogState> {
    const row = await this.#in(tenant).maybe<{ size: number; signed: number; signed_at: Date | null; checkpoint: string | null }>(sql`
      select size, signed, signed_at, checkpoint from ledger.log where tenant = ${tenant}`);
    const origin = this.#signer.origin(tenant);
    if (row === undefined) return { tenant, origin, size: 0, signed: 0, signedAt: null, checkpoint: null };
    return { tenant, origin, size: row.size, signed: row.signed, signedAt: row.signed_at, checkpoint: row.checkpoint };
  }

  /** How many entries match, counted in the look-up table. */
  async count(tenant: LogTenant, kind: string, from: Date): Promise<number> {
    const { count } = await this.#in(tenant).one<{ count: number }>(sql`
      select count(*) as count from ledger.lookup where tenant = ${tenant} and kind = ${kind} and event >= ${firstEventAt(from)}`);
    return count;
  }

  #in(tenant: LogTenant): Queryable {
    return this.#db.in({ role: "part164_reader", tenant });
  }

  async #open(tenant: LogTenant, { event, leaf, idx }: Found): Promise<FoundEntry> {
    const opened = await openEntry(this.#keyring, tenant, leaf);
    assert(opened.entry.id === event, "An event holds the entry of its own id.");
    return { ...opened, event, index: idx };
  }
}
