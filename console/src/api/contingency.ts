// SPDX-License-Identifier: Apache-2.0
// Plans for the day on which systems fail, and what tried them.
import { queryOptions } from "@tanstack/react-query";
import { ask, server, type Answer } from "./server.ts";

export type Contingency = Answer<"program.contingency.read">;
export type PlanShown = Contingency["plans"][number];
export type SystemShown = Contingency["systems"][number];
export type Try = Contingency["tries"][number];
export type PlanText = Answer<"program.plan.read">;
export type Draft = "backup" | "disaster-recovery" | "emergency-mode" | "criticality" | "test";

export const contingencyQuery = queryOptions({
  queryKey: ["submissions", "contingency"], // What changes any submission may change this.
  queryFn: ({ signal }): Promise<Contingency> => ask("program.contingency.read", {}, { signal }),
  staleTime: 15_000,
});

export const planQuery = (plan: string) =>
  queryOptions({
    queryKey: ["submissions", "contingency", plan],
    queryFn: ({ signal }): Promise<PlanText> => ask("program.plan.read", { path: { plan } }, { signal }),
    staleTime: 15_000,
  });

export const draftContingency = (what: Draft, scenario?: string) =>
  ask("program.plan.draft", { body: { what, ...(scenario === undefined ? {} : { scenario: scenario as Scenario }) } }); // From the server's own list.

type Scenario = "ransomware" | "region-lost" | "key-lost" | "office-closed" | "provider-gone" | "sickness";

/** All plans in force, or one. */
export const packHref = (plan?: string): string => server.href("program.plan.download", plan === undefined ? {} : { query: { plan } });
