// SPDX-License-Identifier: Apache-2.0
// Cases of individuals, their clocks and letters, and the notice of privacy practices.
import type { ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { listQuery } from "./list.ts";
import { ask, server, type Answer } from "./server.ts";

export type Case = ItemOf<"program.case.list">;
export type CaseClock = Answer<"program.case.read">;
export type Letter = CaseClock["letters"][number];
export type Notices = Answer<"program.notice.list">;
export type NoticeText = Answer<"program.notice.read">;

export const casesQuery = listQuery<Case>(["submissions", "cases"], (turn, signal) =>
  ask("program.case.list", { query: { ...turn, limit: 200 } }, { signal }),
);

/** Read again with each version of the case: the letters say what is on record. */
export const caseQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["submission", id, "case", version],
    queryFn: ({ signal }): Promise<CaseClock> => ask("program.case.read", { path: { submission: id } }, { signal }),
  });

export const letterHref = (id: string, letter: string): string =>
  server.href("program.case.download", { path: { submission: id, letter } });

export const noticesQuery = queryOptions({
  queryKey: ["submissions", "notices"],
  queryFn: ({ signal }): Promise<Notices> => ask("program.notice.list", {}, { signal }),
  staleTime: 15_000,
});

export const noticeQuery = (notice: string) =>
  queryOptions({
    queryKey: ["submissions", "notices", notice],
    queryFn: ({ signal }): Promise<NoticeText> => ask("program.notice.read", { path: { notice } }, { signal }),
    staleTime: 15_000,
  });

export const noticeHref = (notice: string): string => server.href("program.notice.download", { path: { notice } });
