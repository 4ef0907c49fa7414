// SPDX-License-Identifier: Apache-2.0
// What answers name is there: a person, a document, another submission. Evidence that points at nothing is none.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Answers, Field } from "./field.ts";

type Named = { readonly field: Field & { readonly type: "member" | "user" | "submission" | "document" }; readonly id: string };

const THERE: Readonly<Record<Named["field"]["type"], (db: Queryable, ids: string[]) => Promise<{ id: string; form?: string }[]>>> = {
  member: (db, ids) => db.rows(sql`select id from program.member where id = any(${ids}::uuid[])`),
  user: (db, ids) => db.rows(sql`select id from access.user where id = any(${ids}::uuid[])`),
  submission: (db, ids) => db.rows(sql`select id, form from program.submission where id = any(${ids}::uuid[])`),
  document: (db, ids) => db.rows(sql`select id from program.document where id = any(${ids}::uuid[])`),
};

const isNaming = (field: Field): field is Named["field"] => field.type in THERE;

/** @throws Fault `invalid_answers` naming each answer that names what is not there. What stood before stays as it is. */
export async function refuseUnknown(parts: Parts, fields: readonly Field[], answers: Answers, before: Answers): Promise<void> {
  const named = fields.filter(isNaming).flatMap((field): Named[] => {
    const id = answers[field.name];
    return typeof id === "string" && id !== before[field.name] ? [{ field, id }] : [];
  });
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const unknown: string[] = [];
  for (const [type, some] of Map.groupBy(named, ({ field }) => field.type)) {
    const there = await THERE[type](
      db,
      some.map(({ id }) => id),
    );
    const isThere = ({ field, id }: Named): boolean => there.some((row) => row.id === id && (field.form ?? row.form) === row.form);
    unknown.push(...some.filter((one) => !isThere(one)).map(({ field }) => field.name));
  }
  if (unknown.length > 0)
    throw new Fault("invalid_answers", { fields: unknown.map((name) => ({ at: `/answers/${name}`, says: "Names what is not there." })) });
}
