// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { plusMonths, today } from "../../calendar.ts";
import { keepReviewTask } from "../policy-task.ts";
import { inForceOn } from "../policy-version.ts";
import { keepDocument, sha256 } from "../document-store.ts";
import { programKey } from "../../form/submission.ts";
import { byOf, policySlug } from "./shapes.ts";

export const reviewPolicy = operation({
  name: "program.policy.review",
  cites: ["164.316(b)(2)(iii)"],
  says: "Reviewed a policy and left it as it is",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/policies/{policy}/review" },
  input: z.object({
    path: z.strictObject({ policy: policySlug }),
    query: nothing,
    body: z.strictObject({ finding: z.string().trim().min(10).max(2000) }),
  }),
  output: z.object({ reviewOn: z.string() }),
  effect: "write",
  log: "organization",
  async prepare({ parts }) {
    await programKey(parts);
    return { day: await today(parts) };
  },
  async run({ parts, actor, db, input: { path, body } }, _loaded, { day }) {
    const [row] = await inForceOn(db, day, path.policy);
    if (row === undefined) throw new Fault("not_found", { detail: "No version of that policy is in force." });
    const reviewOn = plusMonths(day, row.review_months);
    await db.run(sql`update program.policy_version set review_on = ${reviewOn} where id = ${row.id}`);
    await keepReviewTask(parts, db, { policy: row.policy, title: row.title, reviewOn, by: byOf(actor) });
    const bytes = Buffer.from(body.finding, "utf8");
    const name = `Review of ${row.policy} ${row.version}.txt`;
    const kept = { kind: "policy-review", name, mediaType: "text/plain", bytes, effectiveOn: day, by: byOf(actor) };
    const document = await keepDocument(parts, db, kept);
    const hash = Buffer.from(row.sha256).toString("hex");
    return {
      output: { reviewOn },
      detail: { policy: row.policy, sha256: hash, reviewOn, finding: { document, sha256: sha256(bytes).toString("hex") } },
    };
  },
});
