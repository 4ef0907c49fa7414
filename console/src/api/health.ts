// SPDX-License-Identifier: Apache-2.0
import type { Health, Problem } from "@part164/client/entrance.ts";
import { queryOptions } from "@tanstack/react-query";
import { server } from "./server.ts";

export type { Health };

/** What is news above every page: all but that the database is embedded, which stands in the footer of each. */
export function newsOf({ problems }: Health): readonly Problem[] {
  return problems.filter(({ code }) => code !== "embedded_database");
}

/** Undoored: whether the server is set up and well. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => server.entrance.health(signal),
  staleTime: 10_000,
});
