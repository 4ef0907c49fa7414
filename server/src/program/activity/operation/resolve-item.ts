// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { closeTasks } from "../../task/task.ts";
import { itemsOf, reviewToChange } from "../review.ts";
import { isAbout, reviewerOf } from "../who-decides.ts";
import { aboutReview, forOfficials, reviewPath } from "./shapes.ts";

export const resolveItem = operation({
  name: "program.activity.resolve",
  cites: ["164.308(a)(1)(ii)(D)"],
  says: "Resolved a follow-up of a review of activity",
  groups: ["program.file"],
  route: { method: "POST", path: "/v1/activity-reviews/{review}/resolve" },
  input: z.object({ path: reviewPath, query: nothing, body: z.strictObject({ n: z.number().int().min(1).max(1_000_000) }) }),
  output: z.undefined(),
  effect: "write",
  log: "organization",
  aim: forOfficials,
  load: ({ input: { path } }, db) => reviewToChange(db, path.review),
  about: aboutReview,
  async run({ parts, actor, db, input: { path, body } }, found) {
    if (found === undefined) throw new Fault("not_found");
    const by = reviewerOf(actor);
    const item = (await itemsOf(db, path.review)).find(({ n }) => n === body.n);
    if (item === undefined || item.decision !== "follow-up" || item.resolved_at !== null)
      throw new Fault("not_found", { detail: "There is no open follow-up under that number." });
    if (isAbout(item, by))
      throw new Fault("not_yours_to_do", { detail: "It is about what you did yourself; somebody else says that it is resolved." });
    await db.run(sql`
      update program.activity_item set resolved_at = ${parts.clock.now()}, resolved_by = ${by}, version = version + 1
       where review = ${path.review} and n = ${body.n}`);
    await closeTasks(parts, db, { keys: `activity:${path.review}:${body.n}:`, by });
    return {
      output: undefined,
      record: { type: "program.activity-review", id: path.review, version: found.version },
      detail: { item: body.n },
    };
  },
});
