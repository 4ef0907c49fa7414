// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { opened } from "../known.ts";
import { nextStep } from "../next-step.ts";
import { standingPlans } from "../plans.ts";
import { SCENARIOS } from "../scenarios.ts";
import { systemsView, SystemView } from "../systems-view.ts";
import { backupsTried, plansTried } from "../tried.ts";
import { triesOf, TryView } from "../tries.ts";
import { lineIn, PLAN_CITES, PLAN_KINDS, PLAN_SAYS } from "../words.ts";
import { PlanStanding, standingView } from "./shapes.ts";

const ACTIONS_MAX = 200;

export const readContingency = operation({
  name: "program.contingency.read",
  cites: ["164.308(a)(7)(i)", "164.308(a)(7)(ii)(D)", "164.308(a)(7)(ii)(E)"],
  says: "Looked at contingency planning",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/contingency" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.object({
    /** The one thing to do next; null while nothing is. */
    next: z.object({ title: z.string(), says: z.string(), href: z.string().nullable(), draft: z.string().nullable() }).nullable(),
    plans: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        cite: z.string(),
        inForce: PlanStanding.nullable(),
        /** One that is being written or waits for approval. */
        open: z.object({ id: z.string(), state: z.string() }).nullable(),
      }),
    ),
    analysis: z.object({ id: z.string(), state: z.string() }).nullable(),
    systems: z.array(SystemView),
    tries: z.array(TryView),
    actions: z.array(z.object({ id: z.string(), what: z.string(), dueOn: z.string(), isLate: z.boolean() })),
    testDueOn: z.string(),
    restoreDueOn: z.string(),
    scenarios: z.array(z.object({ value: z.string(), label: z.string(), help: z.string() })),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, db }) {
    const day = await today(parts);
    const { plans, all, systems: known } = await standingPlans(parts, db);
    const shown = PLAN_KINDS.map((kind) => {
      const inForce = plans.find((plan) => plan.kind === kind);
      const open = all.find((plan) => plan.kind === kind && plan.state !== "approved");
      return {
        kind,
        title: PLAN_SAYS[kind],
        cite: PLAN_CITES[kind],
        inForce: inForce === undefined ? null : standingView(inForce),
        open: open === undefined ? null : { id: open.id, state: open.state },
      };
    });
    const { systems, analysis } = await systemsView(parts, db, { known, plans });
    const actions = (await opened(parts, db, { form: "contingency-action", state: "open", limit: ACTIONS_MAX }))
      .map(({ id, answers }) => ({
        id,
        what: lineIn(answers, "what"),
        dueOn: lineIn(answers, "dueOn"),
        isLate: lineIn(answers, "dueOn") < day,
      }))
      .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
    const [test, restore] = [await plansTried(parts, db), await backupsTried(parts, db)];
    const due = { testDueOn: test.dueOn, restoreDueOn: restore.dueOn };
    return {
      output: {
        next: nextStep({ plans: shown, systems, analysis, actions, ...due, today: day }),
        plans: shown,
        analysis,
        systems,
        tries: await triesOf(parts, db),
        actions,
        ...due,
        scenarios: SCENARIOS.map(({ value, label, help }) => ({ value, label, help })),
      },
      detail: { plans: plans.length, systems: systems.length },
    };
  },
});
