// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { read } from "./ask/fetch.ts";

export type Health = {
  readonly status: "ok" | "degraded";
  readonly setUp: boolean;
  readonly demo: null | "preparing" | "ready";
  readonly database: "embedded" | "postgresql";
  readonly problems: readonly string[];
};

/** Undoored: whether the server is set up and well. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => read<Health>("/health", { signal, passive: true }),
  staleTime: 10_000,
});
