// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { read } from "./ask/fetch.ts";
import type { Page } from "./ask/list.ts";

/** One transparency log: the organization's, or a tenant's. `key` is its C2SP verifier key. */
export type Log = {
  readonly log: string;
  readonly name: string;
  readonly origin: string;
  readonly key: string;
  readonly size: number;
  readonly root: string;
  readonly checkpointAt: string | null;
  readonly lagMs: number;
};

export const ORGANIZATION_LOG = "organization";

export const logsQuery = queryOptions({
  queryKey: ["logs"],
  queryFn: ({ signal }) => read<Page<Log>>("/v1/ledger/logs", { signal }),
  staleTime: 300_000,
  refetchInterval: 300_000, // Every read is an entry: seldom, and never in a hidden tab.
});
