// SPDX-License-Identifier: Apache-2.0
// Somebody reads the record [164.308(a)(1)(ii)(D)]: all of it, in periods without a hole, each signed.
import { MS_PER_DAY } from "#base/clock.ts";
import type { Parts } from "#gate/parts.ts";
import { dayAt, dayWords, today, zoneOf } from "#program/calendar.ts";
import { holesIn, startOf } from "#program/activity/period.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { scoped } from "../scoped.ts";
import { DAILY, fail, type Look, notApplicable, pass, safeguard } from "../safeguard.ts";

/** What is older than this is signed for. The law says "regularly"; the interval is ours. */
const WITHIN_DAYS = 14;

async function lookReviewed(parts: Parts): Promise<Look> {
  const db = scoped(parts);
  const signed = await db.rows<{ from: Date; to: Date }>(sql`
    select from_at as from, to_at as to from program.activity_review where signed_at is not null order by from_at`);
  const last = signed.at(-1);
  const { at } = await db.one<{ at: Date | null }>(sql`select set_up_at as at from part164.installation`);
  if (last === undefined || at === null) return fail("None has been signed yet.");
  const zone = await zoneOf(parts);
  const until = new Date(parts.clock.now().getTime() - WITHIN_DAYS * MS_PER_DAY);
  const holes = holesIn(signed, startOf(dayAt(at, zone), zone), until);
  const [first] = holes;
  if (first === undefined)
    return pass(`All activity until ${dayWords(dayAt(new Date(last.to.getTime() - 1), zone))} was reviewed, in ${signed.length} periods.`);
  const more = holes.length === 1 ? "" : `; ${holes.length - 1} more times are missing`;
  const end = dayAt(new Date(first.to.getTime() - 1), zone);
  return fail(`Nobody has signed for the activity from ${dayWords(dayAt(first.from, zone))} to ${dayWords(end)}${more}.`);
}

async function lookFollowed(parts: Parts): Promise<Look> {
  const { all, overdue } = await scoped(parts).one<{ all: number; overdue: number }>(sql`
    select count(*) as all, count(*) filter (where resolved_at is null and due_on < ${await today(parts)}::date) as overdue
      from program.activity_item where decision = 'follow-up'`);
  if (all === 0) return notApplicable("No item of a review had to be followed up.");
  return overdue > 0 ? fail(`${overdue} of ${all} follow-ups are overdue.`) : pass(`None of ${all} follow-ups is overdue.`);
}

export const activityReview = safeguard({
  name: "activity-review",
  title: "Activity is reviewed",
  says: "What was done in all logs is looked through period by period, decided item by item, never by whoever did it, and signed.",
  proves: [
    { cite: "164.308(a)(1)(ii)(D)", aspect: "review" },
    { cite: "164.312(b)", aspect: "review" },
  ],
  begins: programHasBegun,
  checks: [
    {
      name: "all-activity-was-reviewed",
      says: `Signed reviews cover all activity since the set-up without a hole, but for the last ${WITHIN_DAYS} days.`,
      mendedBy: ["program.activity.sign"],
      advice: { title: "Review the week’s activity", how: "Prepare it, decide each item, and sign.", href: "/activity" },
      ...DAILY,
      look: lookReviewed,
    },
    {
      name: "what-stood-out-was-followed-up",
      says: "No item of a review waits for its follow-up longer than was said.",
      mendedBy: ["program.activity.resolve", "program.activity.decide"],
      advice: { title: "Finish the follow-ups of activity reviews", how: "Open the review, and say what is resolved.", href: "/activity" },
      ...DAILY,
      look: lookFollowed,
    },
  ],
});
