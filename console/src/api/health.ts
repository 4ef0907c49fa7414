// SPDX-License-Identifier: Apache-2.0
import type { Health } from "@part164/client/entrance.ts";
import { queryOptions } from "@tanstack/react-query";
import { server } from "./server.ts";

export type { Health };

/** Undoored: whether the server is set up and well. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => server.entrance.health(signal),
  staleTime: 10_000,
});
