// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { userNames } from "#access/user.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { dayAt, plusDays } from "../../calendar.ts";
import { reviewInterval } from "../interval.ts";
import { reviewedUntil } from "../keep-review.ts";
import { dueOn, nextPeriod } from "../period.ts";
import { preparedUntil, reviews } from "../review.ts";
import { ReviewView, viewReview } from "./shapes.ts";

/** Eight years of weeks. */
const REVIEWS_MAX = 420;

const Next = z.object({
  /** By which day all activity until then is to be signed for. */
  dueOn: z.string(),
  isDue: z.boolean(),
  isLate: z.boolean(),
  everyDays: z.number(),
  /** The period that can be prepared now; null if all before today is. */
  from: z.string().nullable(),
  to: z.string().nullable(),
});

export const listReviews = operation({
  name: "program.activity.list",
  cites: ["164.308(a)(1)(ii)(D)"],
  says: "Listed reviews of activity",
  groups: ["evidence.read"],
  route: { method: "GET", path: "/v1/activity-reviews" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.object({ items: z.array(ReviewView), next: z.null(), coming: Next.nullable() }),
  effect: "read",
  log: "organization",
  async run({ parts, db }) {
    const rows = await reviews(db, REVIEWS_MAX);
    const names = await userNames(parts, [...new Set(rows.flatMap((row) => [row.prepared_by, row.signed_by].filter((id) => id !== null)))]);
    const { zone, everyDays, lateDays, setUpAt } = await reviewInterval(parts);
    const items = rows.map((row) => viewReview(row, names));
    if (setUpAt === null) return { output: { items, next: null, coming: null } };
    const due = dueOn((await reviewedUntil(db)) ?? setUpAt, everyDays, zone);
    const now = parts.clock.now();
    const today = dayAt(now, zone);
    const span = nextPeriod({ last: await preparedUntil(db), setUpAt, now, zone });
    const coming = {
      dueOn: due,
      isDue: today >= due,
      isLate: today > plusDays(due, lateDays),
      everyDays,
      from: span?.from.toISOString() ?? null,
      to: span?.to.toISOString() ?? null,
    };
    return { output: { items, next: null, coming } };
  },
});
