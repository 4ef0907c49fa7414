// SPDX-License-Identifier: Apache-2.0
// What is called by a person is called by that person's name, where people see it: the answers hold ids.
import { isId } from "#base/id.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";

/** The same, with ids of members in titles turned into names. */
export async function namePeople<T extends { readonly title: string }>(db: Queryable, items: readonly T[]): Promise<T[]> {
  const ids = [...new Set(items.flatMap(({ title }) => (isId(title) ? [title] : [])))];
  if (ids.length === 0) return [...items];
  const rows = await db.rows<{ id: string; name: string }>(sql`select id, name from program.member where id = any(${ids}::uuid[])`);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return items.map((item) => ({ ...item, title: names.get(item.title) ?? item.title }));
}
