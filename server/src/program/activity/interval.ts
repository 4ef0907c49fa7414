// SPDX-License-Identifier: Apache-2.0
// How often activity is reviewed, and after how long a review that was not signed is late: the policy in force says so.
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";
import { zoneOf } from "../calendar.ts";
import { policyParameter } from "../document/parameter.ts";

const POLICY = "audit-controls";

export type Interval = {
  readonly zone: string;
  /** Days from one review to the next. */
  readonly everyDays: number;
  /** Days after its day on which one is late. */
  readonly lateDays: number;
  /** Opened records that are drawn of each log. */
  readonly sampleCount: number;
  /** Null before the set-up. */
  readonly setUpAt: Date | null;
};

/** Asked for outside of any transaction. */
export async function reviewInterval(parts: Parts): Promise<Interval> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const everyDays = await policyParameter(parts, db, { policy: POLICY, name: "activityReviewDays", otherwise: 7 });
  const lateDays = await policyParameter(parts, db, { policy: POLICY, name: "lateDays", otherwise: 3 });
  const sampleCount = await policyParameter(parts, db, { policy: POLICY, name: "accessSample", otherwise: 10 });
  const { at } = await db.one<{ at: Date | null }>(sql`select set_up_at as at from part164.installation`);
  return { zone: await zoneOf(parts), everyDays, lateDays, sampleCount, setUpAt: at };
}
