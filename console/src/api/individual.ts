// SPDX-License-Identifier: Apache-2.0
import type { ItemOf } from "@part164/client/client.ts";
import { ask } from "./server.ts";
import { listQuery } from "./list.ts";

/** An individual without PHI: what the list may show before anything is opened. */
export type Individual = ItemOf<"phi.individual.list">;
export type RecordSummary = ItemOf<"phi.record.list">;

export const individualsQuery = (tenant: string) =>
  listQuery<Individual>(["individuals", tenant], (turn, signal) =>
    ask("phi.individual.list", { query: { ...turn, limit: 100 } }, { signal }),
  );

export const recordsQuery = (individual: string, type?: string) =>
  listQuery<RecordSummary>(["records", individual, type ?? ""], (turn, signal) =>
    ask("phi.record.list", { path: { individual }, query: { ...turn, limit: 200, ...(type === undefined ? {} : { type }) } }, { signal }),
  );
