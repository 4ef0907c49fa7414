// SPDX-License-Identifier: Apache-2.0
// The one shell of a list that comes page by page: waiting, failed, empty, or its table with what may still come.
import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryOptions, type UseQueryResult } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import type { Page } from "../../api/list.ts";
import { Empty } from "../say/empty.tsx";
import { DataTable, Waiting, type DataTableProps } from "./data-table.tsx";

export type Listed<Row> = {
  readonly rows: readonly Row[];
  /** Nothing came yet, and nothing failed. */
  readonly isPending: boolean;
  readonly isReading: boolean;
  readonly error: unknown;
  readonly again: () => void;
  readonly more: { readonly has: boolean; readonly loading: boolean; readonly load: () => void };
  /** Every row to the last page, reading what is not there yet. @throws whatever a page fails with */
  readonly readAll: () => Promise<readonly Row[]>;
};

type ListOptions<Row> = UseInfiniteQueryOptions<Page<Row>, Error, InfiniteData<Page<Row>>, readonly unknown[], string>;

/** Reads a list; each page is an entry in the ledger, so it is read again only when asked. */
export function useList<Row>(options: ListOptions<Row>): Listed<Row> {
  const { data, isPending, isRefetching, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(options);
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  return {
    rows,
    isPending,
    isReading: isRefetching,
    error,
    again: () => void refetch(),
    more: { has: hasNextPage, loading: isFetchingNextPage, load: () => void fetchNextPage() },
    async readAll() {
      let read = { data, hasNextPage };
      while (read.hasNextPage) read = await fetchNextPage({ throwOnError: true });
      return read.data?.pages.flatMap((page) => page.items) ?? [];
    },
  };
}

type Asked = Pick<UseQueryResult<unknown>, "isPending" | "isRefetching" | "error" | "refetch">;

const NONE: readonly never[] = [];

/** What a query answered whole, as a list that has no further page. */
export function listedOf<Row>({ isPending, isRefetching, error, refetch }: Asked, rows: readonly Row[] | undefined): Listed<Row> {
  const failed = rows === undefined ? error : null;
  return { ...readWhole(rows ?? NONE), isPending, isReading: isRefetching, error: failed, again: () => void refetch() };
}

/** Rows that are there already, as a list. */
export function readWhole<Row>(rows: readonly Row[]): Listed<Row> {
  return {
    rows,
    isPending: false,
    isReading: false,
    error: null,
    again: () => undefined,
    more: { has: false, loading: false, load: () => undefined },
    readAll: () => Promise.resolve(rows),
  };
}

/** The same list with other rows made from its own. */
export function mapped<Row, Made>(
  listed: Listed<Row>,
  rows: readonly Made[],
  make: (rows: readonly Row[]) => readonly Made[],
): Listed<Made> {
  return { ...listed, rows, readAll: async () => make(await listed.readAll()) };
}

/** "12", or "100 so far"; nothing while there is nothing to count. */
export function countOf({ rows, more }: Pick<Listed<unknown>, "rows" | "more">): string | undefined {
  return rows.length === 0 ? undefined : `${rows.length.toLocaleString("en-US")}${more.has ? " so far" : ""}`;
}

export type ListProps<Row> = Omit<DataTableProps<Row>, "rows" | "more"> & {
  readonly of: Listed<Row>;
  /** What stands in place of a table without rows. */
  readonly empty: ReactNode;
  readonly waiting?: number;
};

export function List<Row>({ of: { rows, isPending, error, again, more }, empty, waiting = 5, ...table }: ListProps<Row>): ReactNode {
  if (isPending) return <Waiting lines={waiting} />;
  if (error !== null && rows.length === 0) return <Empty kind="failed" error={error} onRetry={again} />;
  if (rows.length === 0) return empty;
  return <DataTable {...table} rows={rows} more={more} />;
}
