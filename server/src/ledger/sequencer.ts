// SPDX-License-Identifier: Apache-2.0
// Gives each durable event its leaf. One sequencer an installation, by advisory lock; and every step compares the sizes it grows,
// so that even two of them could not make a second history.
import { CompactRange } from "@part164/verify/compact-range.ts";
import { assert } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { Database, Tx } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { LogTenant } from "./act.ts";
import type { Signer } from "./signer.ts";
import { GrowingTree, partialTiles } from "./tree.ts";

const STEP_MAX = 4096;
const HASH_BYTES = 32;
const FIRST_EVENT = "00000000-0000-0000-0000-000000000000";

/** One log's events of a step, in order. `hashes` are the leaf hashes (RFC 6962, section 2.1), computed where the bytes are: they need not travel. */
type Batch = {
  readonly tenant: LogTenant;
  readonly count: number;
  /** 16 bytes each. */
  readonly ids: Uint8Array;
  /** 32 bytes each. */
  readonly hashes: Uint8Array;
};

/** What a step looked at: how many events, and the last. */
type Seen = { readonly tenant: null; readonly count: number; readonly xid: string; readonly event: string };

/** A log that grew in a step. */
export type Grown = { readonly tenant: LogTenant; readonly origin: string; readonly size: number; readonly root: Uint8Array };

/** One step: at most 4,096 events. `more` says that the step was full. */
export type Step = { readonly events: number; readonly grown: readonly Grown[]; readonly more: boolean };

/** Trees between steps, so that a step need not read their right edges again. Valid only while the sizes agree. */
export type Trees = Map<LogTenant, GrowingTree>;

const SEQUENCER = { role: "part164_sequencer" } as const;

/** Sequences events below the snapshot horizon. An id above the last one is no cursor: a slower transaction may commit a lower one. */
export function sequenceStep(db: Database, signer: Signer, trees: Trees): Promise<Step> {
  return db.transaction(SEQUENCER, async (tx) => {
    const cursor = await lockCursor(tx);
    // Materialized, and the leaf asked for one by one: the next events by their index, each leaf by its own. Joined freely they may be a scan of all.
    const rows = await tx.rows<Batch | Seen>(sql`
      with seen as materialized (
        select e.id, e.tenant, e.xid, sha256('\\x00'::bytea || e.leaf) as hash, row_number() over (order by e.xid, e.id) as n
          from ledger.event e
         where (e.xid, e.id) > (${cursor.xid}::text::xid8, ${cursor.event}::uuid) and e.xid < pg_snapshot_xmin(pg_current_snapshot())
         order by e.xid, e.id
         limit ${STEP_MAX})
      select tenant, count(*)::integer as count, string_agg(uuid_send(id), ''::bytea order by n) as ids,
             string_agg(hash, ''::bytea order by n) as hashes, null as xid, null as event
        from seen where (select l.idx from ledger.leaf l where l.event = seen.id) is null group by tenant
      union all
      select null, count(*)::integer, null, null, (array_agg(xid::text order by n desc))[1], (array_agg(id::text order by n desc))[1] from seen`);
    const batches = rows.filter((row) => row.tenant !== null);
    const seen = rows.find((row) => row.tenant === null);
    if (seen === undefined || seen.count === 0) return { events: 0, grown: [], more: false };
    const grown = await growLogs(tx, signer, trees, batches);
    await tx.run(sql`update ledger.cursor set xid = ${seen.xid}::text::xid8, event = ${seen.event}::text::uuid`);
    return { events: seen.count, grown, more: seen.count === STEP_MAX };
  });
}

/**
 * Finds events that have no leaf although the cursor passed them, or that come from a future of transaction ids: after a restore or
 * a failover those start again.
 * Run at start and hourly; then the cursor's reach is no matter of trust.
 */
export function sequenceOverlooked(db: Database, signer: Signer, trees: Trees): Promise<Step> {
  return db.transaction(SEQUENCER, async (tx) => {
    const cursor = await lockCursor(tx);
    const batches = await tx.rows<Batch>(sql`
      select tenant, count(*)::integer as count, string_agg(uuid_send(id), ''::bytea order by n) as ids, string_agg(hash, ''::bytea order by n) as hashes
        from (select e.id, e.tenant, sha256('\\x00'::bytea || e.leaf) as hash, row_number() over (order by e.xid, e.id) as n
                from ledger.event e
               where not exists (select from ledger.leaf l where l.event = e.id)
                 and ((e.xid, e.id) <= (${cursor.xid}::text::xid8, ${cursor.event}::uuid) or e.xid >= pg_snapshot_xmax(pg_current_snapshot()))
               order by e.xid, e.id
               limit ${STEP_MAX}) as overlooked
       group by tenant`);
    const grown = await growLogs(tx, signer, trees, batches);
    const events = batches.reduce((sum, { count }) => sum + count, 0);
    return { events, grown, more: events === STEP_MAX };
  });
}

/** The cursor, locked for this step. In another cluster than it was written in, transaction ids mean nothing: it starts again. */
async function lockCursor(tx: Tx): Promise<{ xid: string; event: string }> {
  const cluster = await clusterName(tx);
  const row = await tx.maybe<{ xid: string; event: string; cluster: string }>(
    sql`select xid::text as xid, event, cluster from ledger.cursor for update`,
  );
  if (row?.cluster === cluster) return row;
  const { xid } = await tx.one<{ xid: string }>(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`);
  const start = { xid: row === undefined ? "0" : xid, event: FIRST_EVENT };
  await tx.run(sql`
    insert into ledger.cursor (xid, event, cluster) values (${start.xid}::text::xid8, ${start.event}, ${cluster})
    on conflict (is_only) do update set xid = excluded.xid, event = excluded.event, cluster = excluded.cluster`);
  return start;
}

async function clusterName(tx: Tx): Promise<string> {
  const { name } = await tx.one<{ name: string }>(sql`
    select (select system_identifier from pg_catalog.pg_control_system())::text || '/' ||
           (select oid from pg_catalog.pg_database where datname = current_database())::text as name`);
  return name;
}

async function growLogs(tx: Tx, signer: Signer, trees: Trees, batches: readonly Batch[]): Promise<Grown[]> {
  const grown: Grown[] = [];
  for (const batch of batches) {
    const { tenant, count, hashes } = batch;
    const tree = await openTree(tx, signer, trees, tenant);
    const before = tree.range.size;
    trees.delete(tenant); // Put back only when the step is sure to be written.
    for (let at = 0; at < hashes.length; at += HASH_BYTES) tree.append(hashes.subarray(at, at + HASH_BYTES));
    assert(tree.range.size === before + count, "Each event has a hash.");
    await writeLeaves(tx, before, batch);
    await writeTiles(tx, tenant, tree);
    const touched = await tx.run(sql`
      update ledger.log set size = ${tree.range.size}, edge = ${tree.range.toBytes()} where tenant = ${tenant} and size = ${before}`);
    if (touched !== 1) throw new Fault("ledger_behind", { detail: "Another sequencer grew this log. This step was undone." });
    trees.set(tenant, tree);
    grown.push({ tenant, origin: signer.origin(tenant), size: tree.range.size, root: tree.range.root() });
  }
  return grown;
}

async function openTree(tx: Tx, signer: Signer, trees: Trees, tenant: LogTenant): Promise<GrowingTree> {
  const row = await tx.maybe<{ size: number; edge: Uint8Array }>(
    sql`select size, edge from ledger.log where tenant = ${tenant} for update`,
  );
  if (row === undefined) {
    const empty = new CompactRange();
    await tx.run(sql`insert into ledger.log (tenant, origin, edge) values (${tenant}, ${signer.origin(tenant)}, ${empty.toBytes()})`);
    return new GrowingTree(empty, new Map());
  }
  const cached = trees.get(tenant);
  if (cached !== undefined && cached.range.size === row.size) return cached;
  const range = CompactRange.fromBytes(row.edge);
  assert(range.size === row.size, "The right edge has the size of its log.");
  return new GrowingTree(range, await partialTiles(tx, tenant, row.size));
}

async function writeLeaves(tx: Tx, before: number, { tenant, count, ids, hashes }: Batch): Promise<void> {
  await tx.run(sql`
    insert into ledger.leaf (tenant, idx, event, hash)
    select ${tenant}, ${before}::bigint + n - 1,
           encode(substring(${ids}::bytea from n * 16 - 15 for 16), 'hex')::uuid, substring(${hashes}::bytea from n * 32 - 31 for 32)
      from generate_series(1, ${count}::integer) as n`);
}

async function writeTiles(tx: Tx, tenant: LogTenant, tree: GrowingTree): Promise<void> {
  const full = tree.full.splice(0);
  if (full.length === 0) return;
  await tx.run(sql`
    insert into ledger.tile (tenant, level, n, hashes)
    select ${tenant}, tile.level, tile.n, tile.hashes
      from unnest(${full.map(({ level }) => level)}::integer[], ${full.map(({ index }) => index)}::bigint[], ${full.map(({ hashes }) => hashes)}::bytea[]) as tile (level, n, hashes)`);
}
