// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { read } from "./ask/fetch.ts";
import type { Totals, Verdict } from "./verdict.ts";

export type Report = {
  readonly asOf: string;
  readonly totals: Totals;
  readonly requirements: readonly {
    readonly cite: string;
    readonly kind: string;
    readonly designation: string | null;
    readonly verdict: Verdict;
    readonly evidence: readonly unknown[];
  }[];
};

export const reportQuery = queryOptions({
  queryKey: ["report"],
  queryFn: ({ signal }) => read<Report>("/v1/report", { signal }),
  staleTime: 15_000,
});
