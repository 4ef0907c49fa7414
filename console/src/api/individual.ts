// SPDX-License-Identifier: Apache-2.0
import { listQuery } from "./ask/list.ts";

/** An individual without PHI: what the list may show before anything is opened. */
export type Individual = {
  readonly id: string;
  readonly pseudonym: string;
  readonly records: number;
  readonly updatedAt: string;
  readonly types: Readonly<Record<string, number>>;
};
export type RecordSummary = {
  readonly type: string;
  readonly id: string;
  readonly version: string | number;
  readonly updatedAt: string;
  readonly bytes: number;
};

export const individualsQuery = (tenant: string) => listQuery<Individual>(["individuals", tenant], "/v1/individuals", { limit: "100" });

export const recordsQuery = (individual: string, type?: string) =>
  listQuery<RecordSummary>(["records", individual, type ?? ""], `/v1/individuals/${encodeURIComponent(individual)}/records`, {
    type,
    limit: "200",
  });
