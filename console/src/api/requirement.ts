// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { ask, type Answer } from "./server.ts";

export type Requirements = Answer<"report.requirement.list">;
export type Requirement = Requirements["items"][number];
export type CheckResult = Answer<"report.check.run">;
export type RequirementDetail = Answer<"report.requirement.read">;
export type Aspect = RequirementDetail["aspects"][number];

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
