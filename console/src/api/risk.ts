// SPDX-License-Identifier: Apache-2.0
import type { Input, ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import type { Answers } from "./form.ts";
import { ask, server, type Answer } from "./server.ts";

export type Risk = ItemOf<"program.risk.list">;
export type Standing = Answer<"program.risk.standing">;
export type Cause = Standing["causes"][number];
export type Library = Answer<"program.risk-library.read">;
export type Analysis = ItemOf<"program.risk-analysis.list">;
export type AnalysisDetail = Answer<"program.risk-analysis.read">;
export type AnalysisLine = AnalysisDetail["lines"][number];
export type AnalysisStart = Input<"program.risk-analysis.start">["body"];
export type Weighing = Input<"program.risk.weigh">["body"];
export type LineRef = Pick<AnalysisLine, "asset" | "threat">;

/** What is decided of some lines; the description leaves the body open. */
export type Deciding = { readonly lines: readonly LineRef[]; readonly isChange?: boolean } & (
  | { readonly decision: "no-matter"; readonly why: string }
  | { readonly decision: "risk"; readonly answers: Answers }
  | { readonly decision: "as-before" }
);

const FRESH_MS = 15_000;

export const risksQuery = queryOptions({
  queryKey: ["risks"],
  queryFn: async ({ signal }): Promise<readonly Risk[]> => (await ask("program.risk.list", {}, { signal })).items,
  staleTime: FRESH_MS,
});

export const standingQuery = queryOptions({
  queryKey: ["risks", "standing"],
  queryFn: ({ signal }): Promise<Standing> => ask("program.risk.standing", {}, { signal }),
  staleTime: FRESH_MS,
});

export const libraryQuery = queryOptions({
  queryKey: ["risk-library"],
  queryFn: ({ signal }): Promise<Library> => ask("program.risk-library.read", {}, { signal }),
  staleTime: Infinity,
});

export const analysesQuery = queryOptions({
  queryKey: ["risks", "analyses"],
  queryFn: async ({ signal }): Promise<readonly Analysis[]> => (await ask("program.risk-analysis.list", {}, { signal })).items,
  staleTime: FRESH_MS,
});

export const analysisQuery = (id: string) =>
  queryOptions({
    queryKey: ["risks", "analyses", id],
    queryFn: ({ signal }): Promise<AnalysisDetail> => ask("program.risk-analysis.read", { path: { analysis: id } }, { signal }),
    staleTime: FRESH_MS,
  });

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ["risks", "report", id],
    queryFn: ({ signal }) => ask("program.risk-analysis.report", { path: { analysis: id } }, { signal }),
    staleTime: FRESH_MS,
  });

/** @throws ServerFault `conflict` while another one is under way. */
export const startAnalysis = (body: AnalysisStart) => ask("program.risk-analysis.start", { body });

const of = (analysis: string) => ({ path: { analysis }, body: {} });

/** @throws ServerFault `conflict` for lines that somebody decided meanwhile; `version_conflict` for a change of what is no longer so. */
export const decide = (analysis: string, body: Deciding, version: number) =>
  ask("program.risk-analysis.decide", { path: { analysis }, body }, { ifMatch: `W/"${version}"` });

export const rescope = (analysis: string) => ask("program.risk-analysis.rescope", of(analysis));
export const finishAnalysis = (analysis: string) => ask("program.risk-analysis.finish", of(analysis));
export const reopenAnalysis = (analysis: string, why: string) => ask("program.risk-analysis.reopen", { ...of(analysis), body: { why } });
export const approveAnalysis = (analysis: string) => ask("program.risk-analysis.approve", of(analysis));
export const weigh = (body: Weighing) => ask("program.risk.weigh", { body });

/** Where the browser downloads the report from, as a PDF. */
export const reportHref = (analysis: string): string => server.href("program.risk-analysis.download", { path: { analysis } });
