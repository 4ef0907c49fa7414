// SPDX-License-Identifier: Apache-2.0
import type { Health } from "@part164/client/entrance.ts";
import { queryOptions } from "@tanstack/react-query";
import { server } from "./server.ts";

export type { Health };

/** Whether there is more to say than that the database is embedded, which is itself a problem and stands in the footer of every page. */
export function isUnwell({ status, database, problems }: Health): boolean {
  return status === "degraded" && problems.length > (database === "embedded" ? 1 : 0);
}

/** Undoored: whether the server is set up and well. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => server.entrance.health(signal),
  staleTime: 10_000,
});
