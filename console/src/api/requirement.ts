// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { ask, type Answer, type Narrowed } from "./server.ts";
import type { CheckStatus, Verdict } from "./verdict.ts";

type ListAnswer = Answer<"report.requirement.list">;
type DetailAnswer = Answer<"report.requirement.read">;
type AspectAnswer = DetailAnswer["aspects"][number];
type Words = {
  readonly kind: "standard" | "implementation-specification" | "provision";
  readonly designation: "required" | "addressable" | null;
  readonly verdict: Verdict;
};

export type Requirement = Narrowed<ListAnswer["items"][number], Words>;
export type CheckResult = Narrowed<Answer<"report.check.run">, { readonly status: CheckStatus }>;
export type Aspect = Narrowed<
  AspectAnswer,
  { readonly state: "holds" | "fails" | "unproven" | "unbound" | "not-applicable"; readonly checks: readonly CheckResult[] }
>;
export type RequirementDetail = Narrowed<DetailAnswer, Words & { readonly aspects: readonly Aspect[] }>;
export type Requirements = Narrowed<ListAnswer, { readonly items: readonly Requirement[] }>;

export const requirementsQuery = queryOptions({
  queryKey: ["requirements"],
  queryFn: ({ signal }): Promise<Requirements> => ask("report.requirement.list", {}, { signal }),
  staleTime: 15_000,
});

export const requirementQuery = (cite: string) =>
  queryOptions({
    queryKey: ["requirement", cite],
    queryFn: ({ signal }): Promise<RequirementDetail> => ask("report.requirement.read", { path: { cite } }, { signal }),
    staleTime: 15_000,
  });

/** Runs one check now; its result is an entry in the organization's log. */
export function runCheck(check: string): Promise<CheckResult> {
  return ask("report.check.run", { path: { check }, body: {} });
}
