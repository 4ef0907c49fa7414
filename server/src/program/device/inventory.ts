// SPDX-License-Identifier: Apache-2.0
// The inventory as it stands: every device opened, with its newest check and who has it.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, today } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import { openContent, type SubmissionRow, submissionsLike } from "../form/submission.ts";
import { type Evidence, evidenceOf, evidenceRules } from "./evidence.ts";

/** An inventory is looked through whole up to this size: the newest. */
export const DEVICES_MAX = 10_000;

export type Standing = { readonly row: SubmissionRow; readonly answers: Answers; readonly evidence: Evidence };

type Whose = {
  /** Null: everybody's. */
  readonly custodian: string | null;
  readonly isOpen?: boolean;
};

/** Devices, newest first, with how each stands today. */
export async function inventory(parts: Parts, db: Queryable, { custodian, isOpen }: Whose): Promise<Standing[]> {
  const filter = { forms: ["device"], ownForms: [], user: null, about: custodian ?? undefined, isOpen };
  const rows = await submissionsLike(db, filter, DEVICES_MAX);
  return standing(parts, db, rows);
}

/** How these devices stand today. */
export async function standing(parts: Parts, db: Queryable, rows: readonly SubmissionRow[]): Promise<Standing[]> {
  const [day, rules] = [await today(parts), await evidenceRules(parts, db)];
  const checks = await newestChecks(
    parts,
    db,
    rows.map(({ id }) => id),
  );
  return Promise.all(
    rows.map(async (row) => {
      const { answers } = await openContent(parts, row);
      const evidence = evidenceOf({ state: row.state, answers }, checks.get(row.id) ?? null, { today: day, rules });
      return { row, answers, evidence };
    }),
  );
}

type Sealed = Parameters<typeof openContent>[1] & { readonly about: string };

/** The newest signed check of each of these devices, opened. */
export async function newestChecks(parts: Parts, db: Queryable, devices: readonly string[]): Promise<Map<string, Answers>> {
  const rows = await db.rows<Sealed>(sql`
    select distinct on (about) id, form, version, sealed, about from program.submission
     where form = 'workstation-check' and state = 'signed' and about = any(${[...devices]}::text[]) order by about, id desc`);
  return new Map(await Promise.all(rows.map(async (row) => [row.about, (await openContent(parts, row)).answers] as const)));
}

export type Person = { readonly id: string; readonly name: string; readonly isUser: boolean; readonly hasLeft: boolean };

/** People by id, as of a day. */
export async function peopleById(db: Queryable, ids: readonly string[], day: Day): Promise<Map<string, Person>> {
  const rows = await db.rows<Person>(sql`
    select id, name, "user" is not null as "isUser", left_on is not null and left_on < ${day}::date as "hasLeft"
      from program.member where id = any(${[...new Set(ids)]}::uuid[])`);
  return new Map(rows.map((one) => [one.id, one]));
}

/** How many devices and keys somebody still has, by form: what is taken back when they leave [164.308(a)(3)(ii)(C)]. */
export async function heldBy(db: Queryable, member: string): Promise<{ devices: number; keys: number }> {
  return db.one<{ devices: number; keys: number }>(sql`
    select count(*) filter (where form = 'device' and state in ('in use', 'in storage')) as devices,
           count(*) filter (where form = 'visitor-and-maintenance' and state = 'open') as keys
      from program.submission where about = ${member} and closed_at is null and form in ('device', 'visitor-and-maintenance')`);
}
