// SPDX-License-Identifier: Apache-2.0
import type { Input, ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { ask, type Answer } from "./server.ts";

export type Evaluation = ItemOf<"program.evaluation.list">;
export type EvaluationDetail = Answer<"program.evaluation.read">;
export type EvaluationItem = EvaluationDetail["items"][number];
export type EvaluationStart = Input<"program.evaluation.start">["body"];

/** What is said of some requirements; the description leaves the body open. */
export type Judging = { readonly cites: readonly string[] } & (
  | { readonly judgement: "as-it-should-be" }
  | { readonly judgement: "does-not-apply"; readonly note: string }
  | { readonly judgement: "finding"; readonly note: string; readonly owner: string; readonly dueOn: string }
);

export const evaluationsQuery = queryOptions({
  queryKey: ["evaluations"],
  queryFn: async ({ signal }): Promise<readonly Evaluation[]> => (await ask("program.evaluation.list", {}, { signal })).items,
  staleTime: 15_000,
});

export const evaluationQuery = (id: string) =>
  queryOptions({
    queryKey: ["evaluations", id],
    queryFn: ({ signal }): Promise<EvaluationDetail> => ask("program.evaluation.read", { path: { evaluation: id } }, { signal }),
    staleTime: 15_000,
  });

/** @throws ServerFault `conflict` while another one is under way. */
export const startEvaluation = (body: EvaluationStart) => ask("program.evaluation.start", { body });

export const judge = (evaluation: string, body: Judging) => ask("program.evaluation.judge", { path: { evaluation }, body });

export const signEvaluation = (evaluation: string) => ask("program.evaluation.sign", { path: { evaluation }, body: {} });

export const resolveFinding = (evaluation: string, cite: string) =>
  ask("program.evaluation.resolve", { path: { evaluation }, body: { cite } });
