// SPDX-License-Identifier: Apache-2.0
// Every request, change and refusal, newest first. Looking is itself an entry, so the list is read again only when asked.
// The filters stand in the address; the proof of each entry is one step away.
import { Button } from "@mantine/core";
import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IconRefresh } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { entriesQuery, type EntryFilter } from "../../api/entry.ts";
import { ORGANIZATION_LOG } from "../../api/log.ts";
import { CsvButton } from "../../part/table/csv-button.tsx";
import { narrowedCsv } from "../../part/table/narrow.ts";
import { useList } from "../../part/table/list.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { nowMs } from "../../time/clock.ts";
import { dayOf, today } from "../../time/times.ts";
import { useZone } from "../../time/use-now.ts";
import { narrowing, resolveFilter } from "./entry-filter.ts";
import { ENTRIES } from "./entry-csv.ts";
import { EntryTable } from "./entry-table.tsx";
import { LedgerFilters } from "./ledger-filters.tsx";
import { LogChoice } from "./log-choice.tsx";

export function LedgerPage(): ReactNode {
  const search = useSearch({ from: "/inside/ledger" });
  const { event } = useParams({ strict: false });
  const navigate = useNavigate();
  const zone = useZone();
  const log = search.log ?? ORGANIZATION_LOG; // An entry that is linked to without its log is the organization's.
  const filter = useMemo(() => resolveFilter(search, nowMs()), [search]);
  const list = useList(entriesQuery(filter));
  const change = (next: EntryFilter): void => void navigate({ to: "/ledger", search: next, replace: true });
  const zoneSays = today(nowMs(), zone).split(" ").at(-1);
  return (
    <main id="main" tabIndex={-1} className="split ledger" {...(event === undefined ? {} : { "data-detail": "" })}>
      <div className="list">
        <PageHead
          title="Ledger"
          says={`Every request, change and refusal, newest first. Reads of records are in their tenant’s log. Times are ${zoneSays}.`}
          actions={
            <>
              {list.rows.length === 0 ? null : (
                <CsvButton
                  file={`ledger-${dayOf(nowMs(), zone)}`}
                  size="sm"
                  title="Saves the entries that are loaded below; scroll down for older ones"
                  read={() => narrowedCsv(list.rows, ENTRIES)}
                />
              )}
              <Button onClick={list.again} loading={list.isReading}>
                <Glyph of={IconRefresh} />
                Refresh
              </Button>
            </>
          }
        />
        <LogChoice log={log} />
        <LedgerFilters filter={search} entries={list.rows} onChange={change} />
        <EntryTable
          of={list}
          chosen={event}
          empty={
            narrowing(search) > 0 ? (
              <Empty
                kind="filtered"
                title="No entry matches"
                says="Nothing in this log fits all the filters."
                action={{ label: "Clear filters", onAct: () => change({ log }) }}
              />
            ) : (
              <Empty kind="nothing-due" title="No entries yet" says="The first request will be the first entry." />
            )
          }
        />
      </div>
      <Outlet />
    </main>
  );
}
