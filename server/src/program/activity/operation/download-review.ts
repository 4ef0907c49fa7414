// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { dayAt, zoneOf } from "../../calendar.ts";
import { reviewById } from "../review.ts";
import { reviewPdf } from "../review-pdf.ts";
import { reviewPath } from "./shapes.ts";
import { viewWhole } from "./view.ts";

export const downloadReview = operation({
  name: "program.activity.download",
  cites: ["164.308(a)(1)(ii)(D)", "164.316(b)(1)"],
  says: "Downloaded a review of activity",
  groups: ["evidence.read"],
  route: { method: "GET", path: "/v1/activity-reviews/{review}/pdf" },
  input: z.object({ path: reviewPath, query: nothing, body: noBody }),
  output: z.undefined(),
  file: "application/pdf",
  effect: "read",
  log: "organization",
  async run({ parts, actor, db, input: { path } }) {
    const row = await reviewById(db, path.review);
    if (row === undefined) throw new Fault("not_found");
    if (row.signed_at === null) throw new Fault("move_not_possible", { detail: "It is not signed yet: until then it can still change." });
    const zone = await zoneOf(parts);
    const bytes = await reviewPdf(db, { review: await viewWhole(parts, db, row, actor), signedAt: row.signed_at, zone });
    return {
      output: undefined,
      file: { bytes, size: bytes.length, name: `activity-review-${dayAt(row.from_at, zone)}.pdf`, type: "application/pdf" },
      record: { type: "program.activity-review", id: row.id, version: row.version },
    };
  },
});
