// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { versionToMatch } from "#gate/match.ts";
import { operation } from "#gate/operation.ts";
import { emptyBody, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { reviewInterval } from "../interval.ts";
import { keepNextReview } from "../keep-review.ts";
import { type Decision, type ItemRow, itemsOf, reviewToChange } from "../review.ts";
import { reviewerOf, whyNotSign } from "../who-decides.ts";
import { aboutReview, forOfficials, reviewPath } from "./shapes.ts";

export const signReview = operation({
  name: "program.activity.sign",
  cites: ["164.308(a)(1)(ii)(D)", "164.312(b)", "164.316(b)(1)"],
  says: "Signed a review of activity",
  groups: ["program.file"],
  route: { method: "POST", path: "/v1/activity-reviews/{review}/sign" },
  input: z.object({ path: reviewPath, query: nothing, body: emptyBody }),
  output: z.object({ expected: z.number(), followUp: z.number(), incident: z.number() }),
  effect: "write",
  log: "organization",
  aim: forOfficials,
  prepare: async ({ parts, header }) => ({ version: versionToMatch(header("if-match")), interval: await reviewInterval(parts) }),
  load: ({ input: { path } }, db) => reviewToChange(db, path.review),
  about: aboutReview,
  async run({ parts, actor, db, input: { path } }, found, { version, interval }) {
    if (found === undefined) throw new Fault("not_found");
    const by = reviewerOf(actor);
    if (found.signed_at !== null) throw new Fault("move_not_possible", { detail: "It is signed already." });
    if (found.version !== version) throw new Fault("version_conflict"); // What is signed is what was read.
    const items = await itemsOf(db, path.review);
    const why = whyNotSign(items);
    if (why !== null) throw new Fault("move_not_possible", { detail: why });
    await db.run(sql`
      update program.activity_review set signed_by = ${by}, signed_at = ${parts.clock.now()}, version = version + 1 where id = ${path.review}`);
    await keepNextReview(parts, db, interval);
    const counts = { expected: decided(items, "expected"), followUp: decided(items, "follow-up"), incident: decided(items, "incident") };
    const { entries, logs } = await db.one<{ entries: number; logs: number }>(sql`
      select coalesce(sum(entries), 0)::integer as entries, count(*) as logs from program.activity_log where review = ${path.review}`);
    return {
      output: counts,
      record: { type: "program.activity-review", id: path.review, version: found.version + 1 },
      detail: { from: found.from_at.toISOString(), to: found.to_at.toISOString(), logs, entries, items: items.length, ...counts },
    };
  },
});

const decided = (items: readonly ItemRow[], decision: Decision): number => items.filter((item) => item.decision === decision).length;
