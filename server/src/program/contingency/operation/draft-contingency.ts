// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import type { Answers } from "../../form/field.ts";
import { addSubmission } from "../../form/file-submission.ts";
import { aboutTold } from "../../form/operation/shapes.ts";
import { formNamed } from "../../form/registry.ts";
import { answersHash, programKey } from "../../form/submission.ts";
import { detailOf, moverOf, SubmissionDetail } from "../../form/view.ts";
import { draftAnalysis } from "../draft-analysis.ts";
import { draftPlan } from "../draft-plan.ts";
import { SCENARIOS, scenarioNamed } from "../scenarios.ts";
import { PLAN_KINDS, planKind } from "../words.ts";

const WHAT = [...PLAN_KINDS, "criticality", "test"] as const;

/** Drafts a plan, the analysis of criticality or a test: complete texts, filled in from what is known; people finish and approve it. */
export const draftContingency = operation({
  name: "program.plan.draft",
  cites: ["164.308(a)(7)(i)", "164.308(a)(7)(ii)(D)", "164.308(a)(7)(ii)(E)"],
  says: "Drafted for the contingency plan",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/contingency/drafts" },
  input: z.object({
    path: nothing,
    query: nothing,
    body: z.strictObject({
      what: z.enum(WHAT),
      scenario: z
        .enum(SCENARIOS.map(({ value }) => value))
        .optional()
        .meta({ description: "For a test: what happens in it." }),
    }),
  }),
  output: SubmissionDetail,
  status: 201,
  effect: "write",
  log: "organization",
  async prepare({ parts, input: { body } }) {
    await programKey(parts);
    const { form, answers } = await draft(parts, body);
    return { form: await formNamed(form), answers, day: await today(parts) };
  },
  async run({ parts, actor, db }, _loaded, { form, answers, day }) {
    const mover = moverOf(actor);
    const { row, content } = await addSubmission(parts, db, form, { answers, by: mover.user, effectiveOn: day, day });
    return {
      output: detailOf(form, row, content, mover),
      record: { type: `program.form.${form.name}`, id: row.id, version: 1 },
      detail: { form: form.name, to: row.state, after: answersHash(answers), ...aboutTold(form, row.about) },
    };
  },
});

async function draft(
  parts: Parts,
  { what, scenario }: { what: string; scenario?: string | undefined },
): Promise<{ form: string; answers: Answers }> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const kind = planKind(what);
  if (kind !== null) return { form: "contingency-plan", answers: await draftPlan(parts, db, kind) };
  if (what === "criticality") return { form: "criticality-analysis", answers: await draftAnalysis(parts, db) };
  const chosen = scenarioNamed(scenario);
  if (chosen === undefined) throw new Fault("malformed_input", { fields: [{ at: "/scenario", says: "Say which scenario." }] });
  const lines = (says: readonly string[]): string => says.map((one, n) => `${n + 1}. ${one}`).join("\n");
  const { value, objectives, injects } = chosen;
  return {
    form: "contingency-test",
    answers: { scenario: value, kind: "tabletop", plans: [...PLAN_KINDS], objectives: lines(objectives), injects: lines(injects) },
  };
}
