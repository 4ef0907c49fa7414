// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { isCite } from "#rule/cite.ts";
import { ruleMeta } from "#rule/fact.ts";
import { protocolFor } from "#rule/protocol.ts";
import { children, requirement } from "#rule/rule.ts";
import { ASPECT_SAYS, type AspectName } from "#safeguard/aspects.ts";
import { assess, type Assessment, stateOf } from "../assess.ts";
import { RequirementView, viewRequirement } from "./list-requirements.ts";
import { aspectState, checkStatus } from "./shapes.ts";

export const CheckView = z.object({
  check: z.string(),
  safeguard: z.string(),
  says: z.string(),
  status: checkStatus,
  at: z.string().nullable(),
  freshForMs: z.number(),
  observed: z.string(),
  event: z.string().nullable(),
  index: z.number().nullable(),
});

/** A check's last result with what it looks at, for people. */
export function viewCheck({ safeguards, results, statusOf }: Assessment, name: string): z.infer<typeof CheckView> {
  const owner = safeguards.find(({ checks }) => checks.some((check) => check.name === name));
  const check = owner?.checks.find((one) => one.name === name);
  const result = results.get(name);
  return {
    check: name,
    safeguard: owner?.title ?? "",
    says: check?.says ?? "",
    status: statusOf(name),
    at: result?.at ?? null,
    freshForMs: result?.freshForMs ?? check?.freshForMs ?? 0,
    observed: result?.observed ?? "",
    event: result?.event ?? null,
    index: result?.index ?? null,
  };
}

const Detail = RequirementView.extend({
  text: z.string(),
  fullText: z.string(),
  source: z.object({ says: z.string(), asOf: z.string() }),
  decision: z.object({ choice: z.string(), submission: z.string(), reviewOn: z.string().nullable(), event: z.string() }).nullable(),
  exclusion: z.object({ submission: z.string(), reviewOn: z.string().nullable(), event: z.string() }).nullable(),
  aspects: z.array(z.object({ name: z.string(), says: z.string(), state: aspectState, checks: z.array(CheckView) })),
  protocol: z.array(z.object({ id: z.string(), keyActivity: z.string(), inquiry: z.string() })),
  children: z.array(z.string()),
});

export const readRequirement = operation({
  name: "report.requirement.read",
  cites: ["164.308(a)(8)"],
  says: "Looked at a requirement",
  groups: ["evidence.read"],
  route: { method: "GET", path: "/v1/requirements/{cite}" },
  input: z.object({ path: z.strictObject({ cite: z.string().max(40).refine(isCite) }), query: nothing, body: noBody }),
  output: Detail,
  effect: "read",
  log: "organization",
  async run({ parts, input: { path } }) {
    const found = requirement(path.cite);
    if (found === undefined) throw new Fault("not_found", { detail: "Part 164 has no such requirement." });
    const assessment = await assess(parts);
    const judged = assessment.requirements.find(({ cite }) => cite === path.cite);
    const output: z.infer<typeof Detail> = {
      ...viewRequirement(assessment, found),
      text: found.text,
      fullText: found.fullText,
      source: { says: "Electronic Code of Federal Regulations", asOf: ruleMeta().textAsOf },
      ...decidedAbout(assessment, path.cite),
      aspects: (judged?.aspects ?? []).map(({ name, checks }) => ({
        name,
        says: ASPECT_SAYS[name as AspectName], // Named in aspects.ts.
        state: stateOf(assessment, checks),
        checks: checks.map((check) => viewCheck(assessment, check)),
      })),
      protocol: protocolFor(path.cite).map(({ id, activity, inquiry }) => ({ id, keyActivity: activity, inquiry })),
      children: children(path.cite).map(({ cite }) => cite),
    };
    return { output, detail: { cite: path.cite } };
  },
});

/** What was decided about a requirement, and where that is on record. */
function decidedAbout(
  { decided: { decisions, exclusions } }: Assessment,
  cite: string,
): Pick<z.infer<typeof Detail>, "decision" | "exclusion"> {
  const decision = decisions.get(cite);
  const exclusion = exclusions.get(cite);
  return {
    decision:
      decision === undefined
        ? null
        : { choice: decision.decision, submission: decision.submission, reviewOn: decision.reviewOn, event: decision.event },
    exclusion: exclusion === undefined ? null : { submission: exclusion.submission, reviewOn: exclusion.reviewOn, event: exclusion.event },
  };
}
