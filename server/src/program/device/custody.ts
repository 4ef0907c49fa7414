// SPDX-License-Identifier: Apache-2.0
// Who had a device on which day [164.310(d)(2)(iii)]: read from what was written at each version, never kept beside it.
import { Fault } from "#base/fault.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import { idIn } from "./id-in.ts";

/** One version of a device, as far as custody goes. */
export type Handed = { readonly state: string; readonly answers: Answers; readonly by: string | null };

/** From one day to the day before the next; `to` null: still. */
export type Period = {
  readonly custodian: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly state: string;
  readonly site: string | null;
  readonly by: string | null;
};

/**
 * The periods of custody, oldest first, without a gap between them. What was written later holds from its day on: a hand-over that was
 * written with an earlier day takes the place of what was said of the days after it.
 */
export function custodyOf(versions: readonly Handed[]): Period[] {
  const periods: Period[] = [];
  let last = "";
  for (const { state, answers, by } of versions) {
    const [custodian, from] = [String(answers["custodian"]), String(answers["since"])];
    const site = answers["where"] === "site" && typeof answers["site"] === "string" ? answers["site"] : null;
    const said = JSON.stringify([custodian, from, site, state === "in storage"]);
    if (said === last) continue;
    last = said;
    while (periods.length > 0 && (periods.at(-1)?.from ?? "") >= from) periods.pop();
    const before = periods.pop();
    if (before !== undefined) periods.push({ ...before, to: from });
    periods.push({ custodian, from, to: null, state, site, by });
  }
  return periods;
}

/** Who had it on a day; null before it was ours. Of the day of a hand-over it is who received it. */
export function custodianOn(periods: readonly Period[], day: Day): string | null {
  return periods.find(({ from, to }) => from <= day && (to === null || day < to))?.custodian ?? null;
}

/** @throws Fault `invalid_answers` unless the custodian is in the workforce today, the site is one, and the day has come. */
export async function refuseCustody(tx: Queryable, answers: Answers, today: Day): Promise<void> {
  const { since, where } = answers;
  const member = await tx.maybe<{ left_on: Day | null }>(sql`
    select left_on::text from program.member where id = ${idIn(answers["custodian"])}`);
  if (member === undefined) throw wrong("custodian", "Names what is not there.");
  if (member.left_on !== null && member.left_on < today) throw wrong("custodian", "Is no longer in the workforce.");
  if (typeof since === "string" && since > today) throw wrong("since", "Is a day that has come.");
  if (where !== "site") return;
  if ((await tx.maybe(sql`select id from program.submission where id = ${idIn(answers["site"])} and form = 'site'`)) === undefined)
    throw wrong("site", "Names what is not there.");
}

const wrong = (field: string, says: string): Fault => new Fault("invalid_answers", { fields: [{ at: `/answers/${field}`, says }] });
