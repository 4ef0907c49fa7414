// SPDX-License-Identifier: Apache-2.0
// What was done in a log in a time, counted in the look-up table: for those who review activity [164.308(a)(1)(ii)(D)]. Nothing here reads
// more than the time that is asked for: ids are in the order of time, and each question has an index that begins with the log.
import type { EventId } from "#base/id.ts";
import type { Keyring } from "#seal/keyring.ts";
import type { Database, Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { LogTenant } from "./act.ts";
import { actorTerm, openEntry, type OpenedEntry } from "./draft.ts";
import { firstEventAt } from "./event-time.ts";

/** From an instant up to, and without, another. */
export type Span = { readonly from: Date; readonly to: Date };

export type KindCount = { readonly kind: string; readonly outcome: string; readonly count: number };

/** Where a time begins and ends in a log; null where nothing was recorded. */
export type Edges = { readonly count: number; readonly first: EventId | null; readonly last: EventId | null };

/** Entries of one actor, or about one individual. `term` says who only to whoever has the log's index key. */
export type Group = {
  /** Hex. */
  readonly term: string;
  readonly kind: string;
  readonly count: number;
  /** The newest few. */
  readonly sample: readonly EventId[];
};

export type Touched = { readonly count: number; readonly actors: readonly string[]; readonly sample: readonly EventId[] };

/** An entry's place in time, and whose it is; null: nobody's that is known. */
export type Moment = { readonly event: EventId; readonly term: string | null };

const SAMPLE = 5;
const OPENED_AT_ONCE = 500;

const bounds = ({ from, to }: Span) => ({ first: firstEventAt(from), end: firstEventAt(to) });
const bytes = (terms: readonly string[]): Uint8Array[] => terms.map((term) => Buffer.from(term, "hex"));

export class ActivityReader {
  readonly #db: Database;
  readonly #keyring: Keyring;

  constructor({ db, keyring }: { readonly db: Database; readonly keyring: Keyring }) {
    this.#db = db;
    this.#keyring = keyring;
  }

  /** How many entries of each kind came to which end. */
  kinds(tenant: LogTenant, span: Span): Promise<KindCount[]> {
    const { first, end } = bounds(span);
    return this.#in(tenant).rows<KindCount>(sql`
      select kind, outcome, count(*) as count from ledger.lookup
       where tenant = ${tenant} and event >= ${first} and event < ${end} group by kind, outcome order by kind, outcome`);
  }

  /** The first and the last entry. */
  edges(tenant: LogTenant, span: Span): Promise<Edges> {
    const { first, end } = bounds(span);
    return this.#in(tenant).one<Edges>(sql`
      select (select count(*) from ledger.lookup where tenant = ${tenant} and event >= ${first} and event < ${end}) as count,
             (select event from ledger.lookup where tenant = ${tenant} and event >= ${first} and event < ${end} order by event limit 1) as first,
             (select event from ledger.lookup where tenant = ${tenant} and event >= ${first} and event < ${end} order by event desc limit 1) as last`);
  }

  /** What each actor did of these kinds, and how often, most first. Only what was done, not what was refused. */
  async byActor(tenant: LogTenant, span: Span, kinds: readonly string[]): Promise<Group[]> {
    if (kinds.length === 0) return [];
    const { first, end } = bounds(span);
    return this.#in(tenant).rows<Group>(sql`
      select coalesce(encode(actor_term, 'hex'), '') as term, kind, count(*) as count,
             ((array_agg(event order by event desc))[1:${SAMPLE}::integer])::text[] as sample
        from ledger.lookup
       where tenant = ${tenant} and kind = any(${[...kinds]}::text[]) and event >= ${first} and event < ${end} and outcome = 'done'
       group by actor_term, kind order by count(*) desc, actor_term, kind`);
  }

  /** How much each actor did of these kinds within any of these times. */
  async within(tenant: LogTenant, spans: readonly Span[], kinds: readonly string[]): Promise<Map<string, number>> {
    if (kinds.length === 0 || spans.length === 0) return new Map();
    const rows = await this.#in(tenant).rows<{ term: string; count: number }>(sql`
      select encode(l.actor_term, 'hex') as term, count(*) as count
        from unnest(${spans.map(({ from }) => firstEventAt(from))}::uuid[], ${spans.map(({ to }) => firstEventAt(to))}::uuid[]) as s (first, until)
        join ledger.lookup l on l.tenant = ${tenant} and l.event >= s.first and l.event < s.until
       where l.kind = any(${[...kinds]}::text[]) and l.actor_term is not null and l.outcome = 'done' group by l.actor_term`);
    return new Map(rows.map(({ term, count }) => [term, count]));
  }

  /** The newest of an actor's entries within any of these times. */
  async sampleOf(tenant: LogTenant, spans: readonly Span[], term: string, kinds: readonly string[]): Promise<EventId[]> {
    const rows = await this.#in(tenant).rows<{ event: EventId }>(sql`
      select l.event
        from unnest(${spans.map(({ from }) => firstEventAt(from))}::uuid[], ${spans.map(({ to }) => firstEventAt(to))}::uuid[]) as s (first, until)
        join ledger.lookup l on l.tenant = ${tenant} and l.actor_term = ${Buffer.from(term, "hex")} and l.event >= s.first and l.event < s.until
       where l.kind = any(${[...kinds]}::text[]) and l.outcome = 'done' order by l.event desc limit ${SAMPLE}`);
    return rows.map(({ event }) => event);
  }

  /** The individuals whom most actors, and then most acts, were about; who they are is not asked. */
  async mostTouched(tenant: LogTenant, span: Span, { kinds, limit }: { kinds: readonly string[]; limit: number }): Promise<Touched[]> {
    if (kinds.length === 0) return [];
    const { first, end } = bounds(span);
    return this.#in(tenant).rows<Touched>(sql`
      select count(*) as count, array_agg(distinct encode(actor_term, 'hex')) filter (where actor_term is not null) as actors,
             ((array_agg(event order by event desc))[1:${SAMPLE}::integer])::text[] as sample
        from ledger.lookup
       where tenant = ${tenant} and kind = any(${[...kinds]}::text[]) and event >= ${first} and event < ${end}
         and individual_term is not null and outcome = 'done'
       group by individual_term order by count(distinct actor_term) desc, count(*) desc, individual_term limit ${limit}`);
  }

  /** So many entries of these kinds, drawn by `seed`: the same seed draws the same of the same. */
  async drawn(
    tenant: LogTenant,
    span: Span,
    { kinds, seed, limit }: { kinds: readonly string[]; seed: string; limit: number },
  ): Promise<Moment[]> {
    if (kinds.length === 0) return [];
    const { first, end } = bounds(span);
    return this.#in(tenant).rows<Moment>(sql`
      select event, encode(actor_term, 'hex') as term from ledger.lookup
       where tenant = ${tenant} and kind = any(${[...kinds]}::text[]) and event >= ${first} and event < ${end} and outcome = 'done'
       order by md5(${seed}::text || event::text), event limit ${limit}`);
  }

  /** When acts that came to this end were tried, oldest first, at most `limit`. */
  refused(tenant: LogTenant, span: Span, limit: number): Promise<Moment[]> {
    const { first, end } = bounds(span);
    return this.#in(tenant).rows<Moment>(sql`
      select event, encode(actor_term, 'hex') as term from ledger.lookup
       where tenant = ${tenant} and outcome = 'refused' and outcome <> 'done' and event >= ${first} and event < ${end} order by event limit ${limit}`);
  }

  /** When acts of a kind happened, however they ended, oldest first, at most `limit`. */
  ofKind(tenant: LogTenant, span: Span, kind: string, limit: number): Promise<Moment[]> {
    const { first, end } = bounds(span);
    return this.#in(tenant).rows<Moment>(sql`
      select event, encode(actor_term, 'hex') as term from ledger.lookup
       where tenant = ${tenant} and kind = ${kind} and event >= ${first} and event < ${end} order by event limit ${limit}`);
  }

  /** Opens the entries of these kinds one after the other, but for those of some actors. Reads each: for what only the entry itself says. */
  async *opened(
    tenant: LogTenant,
    span: Span,
    { kinds, but }: { kinds: readonly string[]; but: readonly string[] },
  ): AsyncGenerator<OpenedEntry> {
    if (kinds.length === 0) return;
    const { end } = bounds(span);
    let { first } = bounds(span);
    for (;;) {
      const rows = await this.#in(tenant).rows<{ event: EventId }>(sql`
        select event from ledger.lookup
         where tenant = ${tenant} and kind = any(${[...kinds]}::text[]) and event >= ${first} and event < ${end} and outcome = 'done'
           and actor_term is not null and not actor_term = any(${bytes(but)}::bytea[])
         order by event limit ${OPENED_AT_ONCE}`);
      const last = rows.at(-1);
      if (last === undefined) return;
      yield* await this.open(
        tenant,
        rows.map(({ event }) => event),
      );
      if (rows.length < OPENED_AT_ONCE) return;
      first = after(last.event);
    }
  }

  /** These entries, in their order. */
  async open(tenant: LogTenant, events: readonly EventId[]): Promise<OpenedEntry[]> {
    if (events.length === 0) return [];
    const rows = await this.#in(tenant).rows<{ leaf: Uint8Array }>(sql`
      select e.leaf from unnest(${[...events]}::uuid[]) with ordinality as asked (id, n)
        join ledger.event e on e.id = asked.id and e.tenant = ${tenant} order by asked.n`);
    return Promise.all(rows.map(({ leaf }) => openEntry(this.#keyring, tenant, leaf)));
  }

  /** What stands for an actor in a log's look-up table, hex. */
  async termOf(tenant: LogTenant, actor: string): Promise<string> {
    return Buffer.from(actorTerm(await this.#keyring.key("index", tenant, null), actor)).toString("hex");
  }

  #in(tenant: LogTenant): Queryable {
    return this.#db.in({ role: "part164_reader", tenant });
  }
}

/** The next id there can be. */
function after(event: EventId): string {
  const next = (BigInt(`0x${event.replaceAll("-", "")}`) + 1n).toString(16).padStart(32, "0");
  return [next.slice(0, 8), next.slice(8, 12), next.slice(12, 16), next.slice(16, 20), next.slice(20)].join("-");
}
