// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { ask, server, type Answer } from "./server.ts";

export type Report = Answer<"report.gap.read">;

export const reportQuery = queryOptions({
  queryKey: ["report"],
  queryFn: ({ signal }): Promise<Report> => ask("report.gap.read", {}, { signal }),
  staleTime: 15_000,
});

export type Inheritance = Answer<"report.inheritance.read">;
export type Inherited = Inheritance["items"][number];

/** What customers may rely on us for, paragraph by paragraph. */
export const inheritanceQuery = queryOptions({
  queryKey: ["inheritance"],
  queryFn: ({ signal }): Promise<Inheritance> => ask("report.inheritance.read", {}, { signal }),
  staleTime: 60_000,
});

/** Where the browser downloads the same from, as a PDF. */
export const inheritanceHref = (): string => server.href("report.inheritance.download", {});
