// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import type { EntrySummary } from "./entry.ts";
import { ask, type Answer, type Narrowed } from "./server.ts";
import type { CheckStatus, Totals } from "./verdict.ts";

type Answered = Answer<"report.home.read">;
export type Due = Answered["due"][number];
export type Unproven = Narrowed<Answered["unproven"][number], { readonly status: CheckStatus }>;
export type Home = Narrowed<
  Answered,
  { readonly totals: Totals; readonly changed: readonly EntrySummary[]; readonly unproven: readonly Unproven[] }
>;

export const homeQuery = queryOptions({
  queryKey: ["home"],
  queryFn: ({ signal }): Promise<Home> => ask("report.home.read", {}, { signal }),
  staleTime: 30_000, // Every read is an entry: nothing here asks again by itself.
});
