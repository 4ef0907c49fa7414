// SPDX-License-Identifier: Apache-2.0
// The chain that PHI goes along: parties with how they stand, and the file of one.
import type { ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { ask, type Answer } from "./server.ts";

export type Associate = ItemOf<"program.associate.list">;
export type AllAssociates = Answer<"program.associate.list">;
export type AssociateFile = Answer<"program.associate.read">;
export type Contract = AssociateFile["contracts"][number];
export type Tenant = AllAssociates["tenants"][number];

/** What changes any submission may change these. */
export const associatesQuery = queryOptions({
  queryKey: ["submissions", "associates"],
  queryFn: ({ signal }): Promise<AllAssociates> => ask("program.associate.list", {}, { signal }),
  staleTime: 15_000,
});

export const associateQuery = (party: string) =>
  queryOptions({
    queryKey: ["submission", "associate", party],
    queryFn: ({ signal }): Promise<AssociateFile> => ask("program.associate.read", { path: { party } }, { signal }),
    staleTime: 15_000,
  });

/** Says whose records a tenant holds; null: our own patients'. */
export const bindTenant = ({ id, party: was }: Tenant, party: string | null) =>
  ask("program.tenant.bind", { path: { tenant: id }, body: { was, party } });
