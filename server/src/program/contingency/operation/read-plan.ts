// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import { htmlMain } from "../../document/render/html.ts";
import { packOf } from "../pack.ts";
import { PACK_TITLE } from "../plan-text.ts";
import { plansOf, standingPlans } from "../plans.ts";
import { PLAN_SAYS } from "../words.ts";
import { PlanStanding, standingView } from "./shapes.ts";

export const readPlan = operation({
  name: "program.plan.read",
  cites: ["164.308(a)(7)(i)", "164.316(b)(2)(ii)"],
  says: "Read a contingency plan",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/contingency/plans/{plan}" },
  input: z.object({ path: z.strictObject({ plan: anId }), query: nothing, body: noBody }),
  output: z.object({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    state: z.string(),
    version: z.number(),
    approvedOn: z.string().nullable(),
    sha256: z.string(),
    /** As it is printed, to be shown inside another page. */
    body: z.string(),
    standing: PlanStanding.nullable(),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { path } }) {
    const plan = (await plansOf(parts, db)).find(({ id }) => id === path.plan);
    if (plan === undefined) throw new Fault("not_found", { detail: "There is no such plan, or it is no longer in force." });
    const { text, sha256 } = await packOf(parts, db, [plan]);
    const standing = (await standingPlans(parts, db)).plans.find(({ id }) => id === plan.id);
    const { id, kind, state, version, approvedOn } = plan;
    return {
      output: {
        id,
        kind,
        title: PLAN_SAYS[kind],
        state,
        version,
        approvedOn,
        sha256,
        body: htmlMain(text, PACK_TITLE),
        standing: standing === undefined ? null : standingView(standing),
      },
      record: { type: "program.form.contingency-plan", id, version },
      detail: { plan: id, sha256 },
    };
  },
});
