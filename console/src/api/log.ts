// SPDX-License-Identifier: Apache-2.0
import type { ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "./server.ts";

/** One transparency log: the organization's, or a tenant's. `key` is its C2SP verifier key. */
export type Log = ItemOf<"ledger.log.list">;

export const ORGANIZATION_LOG = "organization";

export const logsQuery = queryOptions({
  queryKey: ["logs"],
  queryFn: ({ signal }) => ask("ledger.log.list", {}, { signal }),
  staleTime: 300_000,
  refetchInterval: 300_000, // Every read is an entry: seldom, and never in a hidden tab.
});
