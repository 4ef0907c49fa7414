// SPDX-License-Identifier: Apache-2.0
// How many sanctions were decided in a year, by level: counts without anybody's name. One that was lifted on appeal counts as none.
import type { Parts } from "#gate/parts.ts";
import { composed } from "#store/sql.ts";
import type { Queryable } from "#store/database.ts";
import { endOf, zoneIn, zoneOf } from "../calendar.ts";
import { openContent } from "../form/submission.ts";
import { LEVELS } from "./level.ts";

export type SanctionCounts = { readonly total: number; readonly byLevel: ReadonlyMap<string, number> };

type Row = { readonly id: string; readonly form: string; readonly version: number; readonly sealed: Uint8Array };

const IN_FORCE = ["decided", "appealed", "upheld"];

/** The instants between which a calendar year lies in a zone. */
const yearIn = (year: number, zone: string): [Date, Date] => [endOf(`${year - 1}-12-31`, zone), endOf(`${year}-12-31`, zone)];

const decidedWithin = `from program.submission s join program.submission_version v on v.submission = s.id and v.move = 'decide'
  where s.form = 'sanction' and s.state = any($1::text[]) and v.at >= $2 and v.at < $3`;

/** Sanctions of a calendar year in the organization's zone. */
export async function sanctionsOf(parts: Parts, year: number): Promise<SanctionCounts> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const [from, to] = yearIn(year, await zoneOf(parts));
  const rows = await db.rows<Row>(composed(`select s.id, s.form, s.version, s.sealed ${decidedWithin}`, [IN_FORCE, from, to]));
  const levels = await Promise.all(rows.map(async (row) => String((await openContent(parts, row)).answers["level"])));
  return { total: rows.length, byLevel: new Map(LEVELS.map(({ value }) => [value, levels.filter((level) => level === value).length])) };
}

/** How many there are by now, told from their states alone: to be asked inside a transaction. */
export async function sanctionsByNow(tx: Queryable, year: number): Promise<number> {
  const [from, to] = yearIn(year, await zoneIn(tx));
  const { count } = await tx.one<{ count: number }>(composed(`select count(*) as count ${decidedWithin}`, [IN_FORCE, from, to]));
  return count;
}
