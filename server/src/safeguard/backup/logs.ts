// SPDX-License-Identifier: Apache-2.0
// The logs as a database holds them, and as their entries say they are.
import { CompactRange } from "@part164/verify/compact-range.ts";
import { leafHash } from "@part164/verify/merkle.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Totals } from "./format.ts";
import { pages } from "./tables.ts";

export type Log = Totals["logs"][number];

/** What the rows of `ledger.log` say. As the owner. */
export async function logsOf(tx: Queryable): Promise<Log[]> {
  const rows = await tx.rows<{ tenant: string; origin: string; size: number; edge: Uint8Array }>(
    sql`select tenant, origin, size, edge from ledger.log order by origin`,
  );
  return rows.map(({ tenant, origin, size, edge }) => ({ tenant, origin, size, root: base64(CompactRange.fromBytes(edge).root()) }));
}

/** The same computed anew from every entry, in one pass. In a transaction, as the owner. */
export async function recomputedLogs(tx: Queryable): Promise<Log[]> {
  const ranges = new Map<string, CompactRange>();
  const entries = "select l.tenant, e.leaf from ledger.leaf l join ledger.event e on e.id = l.event order by l.tenant, l.idx";
  for await (const page of pages<{ tenant: string; leaf: Uint8Array }>(tx, entries, ({ leaf }) => leaf.length)) {
    for (const { tenant, leaf } of page) {
      const range = ranges.get(tenant) ?? new CompactRange();
      range.append(leafHash(leaf));
      ranges.set(tenant, range);
    }
  }
  return (await logsOf(tx)).map(({ tenant, origin }) => {
    const range = ranges.get(tenant) ?? new CompactRange();
    return { tenant, origin, size: range.size, root: base64(range.root()) };
  });
}

export function sameLogs(left: readonly Log[], right: readonly Log[]): boolean {
  const line = ({ tenant, origin, size, root }: Log): string => JSON.stringify([tenant, origin, size, root]);
  return left.length === right.length && left.every((log, n) => line(log) === line(right[n] ?? log) && right[n] !== undefined);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
