// SPDX-License-Identifier: Apache-2.0
// Every request, change and refusal, newest first. Looking is itself an entry, so the list is read again only when asked.
// The filters stand in the address; the proof of each entry is one step away.
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IconRefresh } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { entriesQuery, type EntryFilter } from "../../api/entry.ts";
import { Waiting } from "../../part/table/data-table.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { nowMs } from "../../time/clock.ts";
import { today } from "../../time/times.ts";
import { useZone } from "../../time/use-now.ts";
import { narrowing, resolveFilter } from "./entry-filter.ts";
import { EntryTable } from "./entry-table.tsx";
import { LedgerFilters } from "./ledger-filters.tsx";

export function LedgerPage(): ReactNode {
  const search = useSearch({ from: "/inside/ledger" });
  const { event } = useParams({ strict: false });
  const navigate = useNavigate();
  const zone = useZone();
  const filter = useMemo(() => resolveFilter(search, nowMs()), [search]);
  const list = useInfiniteQuery(entriesQuery(filter));
  const entries = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const change = (next: EntryFilter): void => void navigate({ to: "/ledger", search: next, replace: true });
  const zoneSays = today(nowMs(), zone).split(" ").at(-1);
  return (
    <main id="main" tabIndex={-1} className="split ledger" {...(event === undefined ? {} : { "data-detail": "" })}>
      <div className="list">
        <PageHead
          title="Ledger"
          says={`Every request, change and refusal, in the order it happened. Times are ${zoneSays}.`}
          actions={
            <Button onClick={() => void list.refetch()} loading={list.isRefetching}>
              <Glyph of={IconRefresh} />
              Refresh
            </Button>
          }
        />
        <LedgerFilters filter={search} entries={entries} onChange={change} />
        {list.isPending ? (
          <Waiting lines={12} />
        ) : list.isError && entries.length === 0 ? (
          <Empty kind="failed" error={list.error} onRetry={() => void list.refetch()} />
        ) : entries.length === 0 ? (
          narrowing(search) > 0 ? (
            <Empty
              kind="filtered"
              title="No entry matches"
              says="Nothing in this log fits all the filters."
              action={{ label: "Clear filters", onAct: () => change(search.log === undefined ? {} : { log: search.log }) }}
            />
          ) : (
            <Empty kind="nothing-due" title="No entries yet" says="The first request will be the first entry." />
          )
        ) : (
          <EntryTable
            entries={entries}
            chosen={event}
            more={{ has: list.hasNextPage, loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() }}
          />
        )}
      </div>
      <Outlet />
    </main>
  );
}
