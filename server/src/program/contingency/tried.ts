// SPDX-License-Identifier: Apache-2.0
// When plans and backups were tried last, and by when the next time is due: by the policy in force, from the last one, not counted up.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, dayAt, plusMonths, zoneOf } from "../calendar.ts";
import { policyParameter } from "../document/parameter.ts";
import { opened, type Opened } from "./known.ts";
import { lineIn } from "./words.ts";

const TESTS_MAX = 200;

export type Tried = { readonly lastOn: Day | null; readonly dueOn: Day; readonly months: number };

/** The organization's day of an instant as people wrote it; null if they wrote none. */
export const dayOf = (value: unknown, zone: string): Day | null => (typeof value === "string" ? dayAt(new Date(value), zone) : null);

const newest = (days: readonly (Day | null)[]): Day | null => days.reduce((last, day) => ((day ?? "") > (last ?? "") ? day : last), null);

const monthsBetween = (parts: Parts, db: Queryable, name: string, otherwise: number): Promise<number> =>
  policyParameter(parts, db, { policy: "contingency", name, otherwise });

/** The whole plan, at a table, with systems or in earnest [164.308(a)(7)(ii)(D)]. */
export async function plansTried(parts: Parts, db: Queryable): Promise<Tried> {
  const zone = await zoneOf(parts);
  const found = await opened(parts, db, { form: "contingency-test", state: "approved", limit: TESTS_MAX });
  const months = await monthsBetween(parts, db, "testMonths", 12);
  return tried(newest(found.map(({ answers }) => dayOf(answers["endedAt"], zone))), months, await begunOn(db, zone));
}

/** Restore tests that somebody signed, newest first. */
export const restoresSigned = (parts: Parts, db: Queryable): Promise<Opened[]> =>
  opened(parts, db, { form: "restore-test", state: "signed", limit: TESTS_MAX });

/** A backup restored by a person, whatever came of it: the next one is due by the same clock. */
export async function backupsTried(parts: Parts, db: Queryable): Promise<Tried> {
  const found = await restoresSigned(parts, db);
  const months = await monthsBetween(parts, db, "restoreTestMonths", 3);
  return tried(newest(found.map(({ answers }) => lineIn(answers, "on"))), months, await begunOn(db, await zoneOf(parts)));
}

const tried = (lastOn: Day | null, months: number, begun: Day): Tried => ({ lastOn, months, dueOn: plusMonths(lastOn ?? begun, months) });

/** The day on which the organization set itself up: clocks of what was never done count from there. */
async function begunOn(db: Queryable, zone: string): Promise<Day> {
  const { at } = await db.one<{ at: Date | null }>(sql`select set_up_at as at from part164.installation`);
  return dayAt(at ?? new Date(0), zone);
}
