// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { read } from "./ask/fetch.ts";
import type { EntrySummary } from "./entry.ts";
import type { CheckStatus, Totals } from "./verdict.ts";

export type Due = {
  readonly what: string;
  readonly cite: string | null;
  readonly basis: "law" | "policy" | "contract";
  readonly dueAt: string;
  readonly late: boolean;
  readonly href: string;
  readonly owner: string | null;
};
export type Unproven = {
  readonly what: string;
  readonly why: string;
  readonly cites: readonly string[];
  readonly check: string;
  readonly status: CheckStatus;
};
export type Home = {
  readonly asOf: string;
  readonly next: { readonly title: string; readonly says: string; readonly href: string } | null;
  readonly totals: Totals;
  readonly vacated: number;
  readonly due: readonly Due[];
  readonly changed: readonly EntrySummary[];
  readonly unproven: readonly Unproven[];
  readonly ledger: { readonly size: number; readonly checkpointAt: string | null; readonly lagMs: number; readonly alarm: boolean };
};

export const homeQuery = queryOptions({
  queryKey: ["home"],
  queryFn: ({ signal }) => read<Home>("/v1/home", { signal }),
  staleTime: 30_000, // Every read is an entry: nothing here asks again by itself.
});
