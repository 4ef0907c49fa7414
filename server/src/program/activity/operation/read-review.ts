// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { etagOf } from "#gate/match.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { reviewById } from "../review.ts";
import { reviewPath } from "./shapes.ts";
import { viewWhole, WholeReview } from "./view.ts";

export const readReview = operation({
  name: "program.activity.read",
  cites: ["164.308(a)(1)(ii)(D)", "164.316(b)(2)(ii)"],
  says: "Read a review of activity",
  groups: ["evidence.read"],
  route: { method: "GET", path: "/v1/activity-reviews/{review}" },
  input: z.object({ path: reviewPath, query: nothing, body: noBody }),
  output: WholeReview,
  effect: "read",
  log: "organization",
  async run({ parts, actor, db, input: { path } }) {
    const row = await reviewById(db, path.review);
    if (row === undefined) throw new Fault("not_found");
    return { output: await viewWhole(parts, db, row, actor), headers: { etag: etagOf(row.version) } };
  },
});
