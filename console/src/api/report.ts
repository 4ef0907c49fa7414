// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { ask, type Answer, type Narrowed } from "./server.ts";
import type { Totals } from "./verdict.ts";

export type Report = Narrowed<Answer<"report.gap.read">, { readonly totals: Totals }>;

export const reportQuery = queryOptions({
  queryKey: ["report"],
  queryFn: ({ signal }): Promise<Report> => ask("report.gap.read", {}, { signal }),
  staleTime: 15_000,
});
