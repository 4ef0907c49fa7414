// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { read, write } from "./ask/fetch.ts";
import type { CheckStatus, Verdict } from "./verdict.ts";

export type Requirement = {
  readonly cite: string;
  readonly title: string;
  readonly kind: "standard" | "implementation-specification" | "provision";
  readonly designation: "required" | "addressable" | null;
  readonly subpart: "C" | "D" | "E";
  readonly section: string;
  readonly sectionTitle: string;
  readonly parent: string | null;
  readonly appliesTo: string;
  readonly status: string;
  readonly verdict: Verdict;
  readonly evidenceAt: string | null;
  readonly stale: boolean;
};
export type CheckResult = {
  readonly check: string;
  readonly safeguard: string;
  readonly says: string;
  readonly status: CheckStatus;
  readonly at: string | null;
  readonly freshForMs: number;
  readonly observed: string;
  readonly event: string | null;
  readonly index: number | null;
};
export type Aspect = {
  readonly name: string;
  readonly says: string;
  readonly state: "holds" | "fails" | "unproven" | "unbound" | "not-applicable";
  readonly checks: readonly CheckResult[];
};
export type RequirementDetail = Requirement & {
  readonly text: string;
  readonly fullText: string;
  readonly source: { readonly says: string; readonly asOf: string };
  readonly unchangedSince2013?: boolean;
  readonly decision: Readonly<Record<string, unknown>> | null;
  readonly aspects: readonly Aspect[];
  readonly protocol: readonly { readonly id: string; readonly keyActivity: string; readonly inquiry: string }[];
  readonly children: readonly string[];
};
export type Requirements = { readonly asOf: string; readonly items: readonly Requirement[] };

export const requirementsQuery = queryOptions({
  queryKey: ["requirements"],
  queryFn: ({ signal }) => read<Requirements>("/v1/requirements", { signal }),
  staleTime: 15_000,
});

export const requirementQuery = (cite: string) =>
  queryOptions({
    queryKey: ["requirement", cite],
    queryFn: ({ signal }) => read<RequirementDetail>(`/v1/requirements/${encodeURIComponent(cite)}`, { signal }),
    staleTime: 15_000,
  });

/** Runs one check now; its result is an entry in the organization's log. */
export function runCheck(check: string): Promise<CheckResult> {
  return write("POST", `/v1/checks/${encodeURIComponent(check)}/run`, {});
}
