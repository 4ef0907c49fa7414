// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { type Requirement, requirements, vacatedRequirements } from "#rule/rule.ts";
import { sections } from "#rule/paragraph.ts";
import { compareCites } from "#rule/cite.ts";
import { assess, type Assessment, evidenceOf } from "../assess.ts";
import { designation, requirementKind, verdict } from "./shapes.ts";

export const RequirementView = z.object({
  cite: z.string(),
  title: z.string(),
  kind: requirementKind,
  designation: designation.nullable(),
  subpart: z.enum(["C", "D", "E"]),
  section: z.string(),
  sectionTitle: z.string(),
  parent: z.string().nullable(),
  appliesTo: z.string(),
  status: z.string(),
  verdict,
  evidenceAt: z.string().nullable(),
  stale: z.boolean(),
});

/** A requirement as lists show it. What was vacated is shown as such and has no verdict of its own. */
export function viewRequirement(assessment: Assessment, requirement: Requirement): z.infer<typeof RequirementView> {
  const evidence = evidenceOf(assessment, requirement.cite);
  const times = evidence.flatMap(({ at }) => at ?? []).sort();
  return {
    cite: requirement.cite,
    title: requirement.title,
    kind: requirement.kind,
    designation: requirement.designation,
    subpart: requirement.subpart,
    section: requirement.section,
    sectionTitle: sectionTitle(requirement.section),
    parent: requirement.parent,
    appliesTo: requirement.bound,
    status: requirement.status === "vacated-still-codified" ? "vacated" : requirement.status,
    verdict: assessment.verdicts.get(requirement.cite) ?? "not-applicable",
    evidenceAt: times.at(-1) ?? null,
    stale: evidence.some(({ check }) => assessment.statusOf(check) === "stale"),
  };
}

function sectionTitle(section: string): string {
  return (
    sections()
      .find((one) => one.section === section)
      ?.title.replace(/\.$/, "") ?? ""
  );
}

export const listRequirements = operation({
  name: "report.requirement.list",
  cites: ["164.308(a)(8)"],
  says: "Looked at the requirements",
  groups: ["evidence.read"],
  route: { method: "GET", path: "/v1/requirements" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.object({ asOf: z.string(), items: z.array(RequirementView) }),
  effect: "read",
  log: "organization",
  async run({ parts }) {
    const assessment = await assess(parts);
    const all = [...requirements(), ...vacatedRequirements()].sort((a, b) => compareCites(a.cite, b.cite));
    return { output: { asOf: assessment.asOf, items: all.map((one) => viewRequirement(assessment, one)) } };
  },
});
