// SPDX-License-Identifier: Apache-2.0
// What answers name is there: a person, a document, another submission. Evidence that points at nothing is none.
import { Fault, type FieldFault } from "#base/fault.ts";
import { isId } from "#base/id.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { FOR_OFFICIALS } from "../document/kind.ts";
import type { Answers, Field } from "./field.ts";
import type { FormDefinition } from "./form.ts";

type Named = {
  readonly field: Field & { readonly type: "member" | "user" | "submission" | "document" };
  readonly id: string;
  readonly at: string;
};

type There = { readonly id: string; readonly form?: string; readonly kind?: string };

const THERE: Readonly<Record<Named["field"]["type"], (db: Queryable, ids: string[]) => Promise<There[]>>> = {
  member: (db, ids) => db.rows(sql`select id from program.member where id = any(${ids}::uuid[])`),
  user: (db, ids) => db.rows(sql`select id from access.user where id = any(${ids}::uuid[])`),
  submission: (db, ids) => db.rows(sql`select id, form from program.submission where id = any(${ids}::uuid[])`),
  document: (db, ids) => db.rows(sql`select id, kind from program.document where id = any(${ids}::uuid[])`),
};

function namedBy(fields: readonly Field[], answers: Answers, before: Answers): Named[] {
  return fields.filter(isNaming).flatMap((field): Named[] => {
    const id = answers[field.name];
    return typeof id === "string" && isId(id) && id !== before[field.name] ? [{ field, id, at: field.name }] : [];
  });
}

/** What rows name; those that stood before as they are stay. */
function namedInRows(field: Field, answers: Answers, before: Answers): Named[] {
  if (field.type !== "rows") return [];
  const rowsIn = (all: Answers): readonly Answers[] => (Array.isArray(all[field.name]) ? (all[field.name] as readonly Answers[]) : []); // The schema's own type.
  const kept = new Set(rowsIn(before).map((row) => JSON.stringify(row)));
  return rowsIn(answers).flatMap((row, n) =>
    kept.has(JSON.stringify(row)) ? [] : namedBy(field.columns, row, {}).map((one) => ({ ...one, at: `${field.name}/${n}/${one.at}` })),
  );
}

/** Whether a field names one of this form; other fields name no forms. */
function takes(field: Named["field"], form: string | undefined): boolean {
  if (field.type !== "submission" || form === undefined) return true;
  return (field.form ?? form) === form && (field.forms ?? [form]).includes(form);
}

const isNaming = (field: Field): field is Named["field"] => field.type in THERE;

type Naming = { readonly form: Pick<FormDefinition, "reach">; readonly fields: readonly Field[]; readonly before: Answers };

/**
 * What stood before stays as it is.
 * @throws Fault `invalid_answers` naming each answer that names what is not there, or a document that more people see than the form.
 */
export async function refuseUnknown(parts: Parts, answers: Answers, { form, fields, before }: Naming): Promise<void> {
  const named = [...namedBy(fields, answers, before), ...fields.flatMap((field) => namedInRows(field, answers, before))];
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const wrong: FieldFault[] = [];
  for (const [type, some] of Map.groupBy(named, ({ field }) => field.type)) {
    const there = await THERE[type](
      db,
      some.map(({ id }) => id),
    );
    wrong.push(...some.flatMap((one) => faultOf(one, there, form)));
  }
  if (wrong.length > 0) throw new Fault("invalid_answers", { fields: wrong });
}

function faultOf({ field, id, at }: Named, there: readonly There[], { reach }: Naming["form"]): FieldFault[] {
  const found = there.find((row) => row.id === id && takes(field, row.form));
  if (found === undefined) return [{ at: `/answers/${at}`, says: "Names what is not there." }];
  if (reach !== "restricted" || found.kind === undefined || found.kind === FOR_OFFICIALS) return [];
  return [{ at: `/answers/${at}`, says: "Is a document that others see too: upload it again, for officials alone." }];
}
