// SPDX-License-Identifier: Apache-2.0
// The task that comes again: one is open, for the review that is due next. Worked out from what was signed, so that after three months
// without anybody one is overdue, not thirteen.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { dayAt, plusDays } from "../calendar.ts";
import { openTask } from "../task/task.ts";
import { dueOn } from "./period.ts";
import { type Interval, reviewInterval } from "./interval.ts";

const KEY = "recurs:activity-review:";
const CITE = "164.308(a)(1)(ii)(D)";

/** Brings the task in line with what was signed. Does nothing twice. */
export async function keepActivityReview(parts: Parts): Promise<void> {
  const interval = await reviewInterval(parts);
  if (interval.setUpAt === null) return;
  await parts.db.transaction({ role: "part164_app", tenant: parts.installation }, (tx) => keepNextReview(parts, tx, interval));
}

/** Until when all activity is reviewed: the end of the last signed period before which none is open; null: no period is. */
export async function reviewedUntil(db: Queryable): Promise<Date | null> {
  const { at } = await db.one<{ at: Date | null }>(sql`
    select max(to_at) as at from program.activity_review
     where signed_at is not null and from_at < coalesce((select min(from_at) from program.activity_review where signed_at is null), 'infinity')`);
  return at;
}

/** The same in a transaction that somebody holds; `interval` was asked for before it. */
export async function keepNextReview(parts: Parts, tx: Queryable, { zone, everyDays, lateDays, setUpAt }: Interval): Promise<void> {
  const reached = (await reviewedUntil(tx)) ?? setUpAt;
  if (reached === null) return;
  const due = dueOn(reached, everyDays, zone);
  const today = dayAt(parts.clock.now(), zone);
  const isLate = today > plusDays(due, lateDays);
  const keys = [`${KEY}${due}`, ...(isLate ? [`${KEY}${due}:late`] : [])];
  await tx.run(sql`
    update program.task set done_at = ${parts.clock.now()}
     where starts_with(key, ${KEY}) and not key = any(${keys}::text[]) and done_at is null`);
  const common = { cite: CITE, basis: "policy" as const, href: "/activity", dueOn: due };
  await openTask(parts, tx, { ...common, key: `${KEY}${due}`, title: "Review the week's activity", owner: { role: "security-official" } });
  if (isLate)
    await openTask(parts, tx, {
      ...common,
      key: `${KEY}${due}:late`,
      title: "See that the week's activity is reviewed: it is late",
      owner: { role: "privacy-official" },
    });
}
