// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { ask, type Answer } from "./server.ts";

export type Organization = Answer<"program.organization.read">;
export type PhiMap = Organization["map"];
export type MapNode = PhiMap["nodes"][number];
export type MapEdge = PhiMap["edges"][number];

export const organizationQuery = queryOptions({
  queryKey: ["organization"],
  queryFn: ({ signal }): Promise<Organization> => ask("program.organization.read", {}, { signal }),
  staleTime: 5_000,
});
