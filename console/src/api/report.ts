// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { ask, type Answer } from "./server.ts";

export type Report = Answer<"report.gap.read">;

export const reportQuery = queryOptions({
  queryKey: ["report"],
  queryFn: ({ signal }): Promise<Report> => ask("report.gap.read", {}, { signal }),
  staleTime: 15_000,
});
