// SPDX-License-Identifier: Apache-2.0
// Whether somebody is trained enough to see PHI (policy "training and awareness", rules 2 and 11).
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { plusDays, today } from "../calendar.ts";
import { BASICS } from "./course.ts";
import { trainingRules } from "./training-rules.ts";

/**
 * True if a member passed the four basic courses, and none of them has been overdue for longer than the policy bears. Asked before a
 * transaction, not in it: it looks at the organization's day and rules by itself.
 */
export async function hasBasics(parts: Parts, db: Queryable, member: string): Promise<boolean> {
  const { suspendDays } = await trainingRules(parts, db);
  const lastDay = plusDays(await today(parts), -suspendDays);
  const { passed, overdue } = await db.one<{ passed: number; overdue: number }>(sql`
    select (select count(distinct course) from program.completion where member = ${member} and course = any(${[...BASICS]}::text[])) as passed,
           (select count(*) from program.assignment where member = ${member} and course = any(${[...BASICS]}::text[])
               and done_at is null and due_on < ${lastDay}::date) as overdue`);
  return passed === BASICS.length && overdue === 0;
}
