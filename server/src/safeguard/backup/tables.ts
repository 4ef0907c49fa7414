// SPDX-License-Identifier: Apache-2.0
// Which tables a backup holds: all that are ours, found in the catalog, so that a new one cannot be forgotten. The queue's are left out:
// they hold what is to be done next, which a start works out again.
import { assert } from "#base/assert.ts";
import type { Queryable } from "#store/database.ts";
import { composed, sql } from "#store/sql.ts";

export const OWNER = { role: "part164_owner" } as const;
const PAGE_BYTES = 512 * 1024;
const PAGE_ROWS_MAX = 2000;

export type Table = {
  /** "ledger.event". */
  readonly name: string;
  /** The same, quoted by the database, for the text of a statement. */
  readonly quoted: string;
};

type Found = Table & { readonly needs: readonly string[]; readonly is_hidden: boolean };

/** All tables of ours, each after those it refers to. @throws BrokenInvariant if row security hides rows of one from its owner. */
export async function ourTables(db: Queryable): Promise<Table[]> {
  const found = await db.rows<Found>(sql`
    select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted,
           array(select distinct fn.nspname || '.' || f.relname
                   from pg_catalog.pg_constraint k join pg_catalog.pg_class f on f.oid = k.confrelid join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
                  where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs,
           c.relforcerowsecurity and not exists (
             select from pg_catalog.pg_policy p
              where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('r', '*') and pg_catalog.pg_get_expr(p.polqual, p.polrelid) = 'true'
                and 'part164_owner'::regrole::oid = any (p.polroles)) as is_hidden
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and c.relowner = 'part164_owner'::regrole and n.nspname <> 'jobs'
     order by 1`);
  for (const { name, is_hidden } of found)
    assert(!is_hidden, `The owner sees all rows of ${name}; without a policy that says so, its backup would be empty.`);
  return inOrder(found);
}

function inOrder(found: readonly Found[]): Table[] {
  const ordered = new Map<string, Table>();
  while (ordered.size < found.length) {
    const ready = found.filter(({ name, needs }) => !ordered.has(name) && needs.every((need) => ordered.has(need)));
    assert(ready.length > 0, "Tables do not refer to each other in a circle.");
    for (const { name, quoted } of ready) ordered.set(name, { name, quoted });
  }
  return [...ordered.values()];
}

/** All rows of a table as JSON in text, a page at a time. In a transaction. */
export async function* pagesOf(tx: Queryable, { quoted }: Table): AsyncGenerator<string[]> {
  const lines = pages<{ line: string }>(tx, `select row_to_json(t)::text as line from ${quoted} t`, ({ line }) => line.length);
  for await (const page of lines) yield page.map(({ line }) => line);
}

/** What a query answers, a page of about half a megabyte at a time, however large it is altogether. In a transaction. */
export async function* pages<R>(tx: Queryable, query: string, bytesOf: (row: R) => number): AsyncGenerator<R[]> {
  await tx.run(composed(`declare part164_page no scroll cursor for ${query}`));
  for (let wanted = 64; ;) {
    const rows = await tx.rows<R>(composed(`fetch ${wanted} from part164_page`));
    if (rows.length === 0) break;
    yield rows;
    const average = rows.reduce((sum, row) => sum + bytesOf(row), 1) / rows.length;
    wanted = Math.max(1, Math.min(PAGE_ROWS_MAX, Math.floor(PAGE_BYTES / average)));
  }
  await tx.run(sql`close part164_page`);
}

/** Which migrations made the tables: a backup is restored by the release that made it, or one that changed no table since. */
export function migrationsOf(db: Queryable): Promise<{ number: number; sha256: string }[]> {
  return db.rows(sql`select number, sha256 from part164.migration order by number`);
}

const FIRST_EVENT = "00000000-0000-0000-0000-000000000000";

/** Puts rows back. Two tables are not copied but begun anew; see below. Answers how many rows. */
export async function insertRows(tx: Queryable, { name, quoted }: Table, rows: readonly string[]): Promise<number> {
  const json = `[${rows.join(",")}]`;
  if (name === "part164.migration") return rows.length; // The database was just made, by the same migrations: they were compared.
  if (name === "ledger.cursor") {
    // Transaction ids of the old cluster mean nothing here. A cursor of an unknown cluster is taken up by the sequencer as after a failover.
    return tx.run(sql`insert into ledger.cursor (xid, event, cluster) values ('0', ${FIRST_EVENT}, 'restored')`);
  }
  // For the same reason events get this transaction's id.
  if (name === "ledger.event")
    return tx.run(
      sql`insert into ledger.event (id, tenant, leaf) select id, tenant, leaf from json_populate_recordset(null::ledger.event, ${json}::json)`,
    );
  return tx.run(composed(`insert into ${quoted} select * from json_populate_recordset(null::${quoted}, $1::json)`, [json]));
}

/** The tables that hold rows, apart from what making the database itself writes. */
export async function tablesWithRows(db: Queryable, tables: readonly Table[]): Promise<string[]> {
  const asked = tables.filter(({ name }) => name !== "part164.migration");
  const rows = await db.rows<{ name: string }>(
    composed(
      asked.map(({ quoted }, n) => `select $${n + 1}::text as name where exists (select from ${quoted})`).join(" union all "),
      asked.map(({ name }) => name),
    ),
  );
  return rows.map(({ name }) => name);
}

export async function countRows(db: Queryable, { quoted }: Table): Promise<number> {
  const { count } = await db.one<{ count: number }>(composed(`select count(*) as count from ${quoted}`));
  return count;
}
