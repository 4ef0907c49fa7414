// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { ask, type Answer } from "./server.ts";

export type Home = Answer<"report.home.read">;
export type Due = Home["due"][number];
export type Unproven = Home["unproven"][number];

export const homeQuery = queryOptions({
  queryKey: ["home"],
  queryFn: ({ signal }): Promise<Home> => ask("report.home.read", {}, { signal }),
  staleTime: 30_000, // Every read is an entry: nothing here asks again by itself.
});
