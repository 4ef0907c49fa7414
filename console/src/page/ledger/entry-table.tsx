// SPDX-License-Identifier: Apache-2.0
import { useSearch } from "@tanstack/react-router";
import { IconCircleX } from "@tabler/icons-react";
import { useCallback, useMemo, type ReactNode } from "react";
import type { EntryFilter, EntrySummary } from "../../api/entry.ts";
import { withQuery } from "../../part/with-query.ts";
import { purposeShort } from "../../api/fhir.ts";
import type { Column } from "../../part/table/data-table.tsx";
import { List, type Listed } from "../../part/table/list.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { HrefLink } from "../../part/link-button.tsx";
import { ProofLabel } from "../../part/status/proof-badge.tsx";
import { When } from "../../part/when.tsx";
import { nowMs } from "../../time/clock.ts";
import { day, daysUntil } from "../../time/times.ts";
import { useZone } from "../../time/use-now.ts";
import { ActorName } from "./actor-name.tsx";
import { isOpaque, isRefusal, recordWord, outcomeSays, outcomeShort, short } from "./entry-words.ts";

const columnsFor = (search: EntryFilter): readonly Column<EntrySummary>[] => [
  { key: "at", head: "Time", width: "5.75rem", stack: "1 / 1", cell: ({ at }) => <When at={at} as="clock" className="mono muted" /> },
  {
    key: "who",
    head: "Who",
    width: "8.25rem",
    stack: "2 / 2",
    cell: ({ actor }) => (
      <span className="cut">
        <ActorName of={actor} />
      </span>
    ),
  },
  {
    key: "what",
    head: "What",
    width: "22%",
    stack: "1 / 2",
    cell: ({ event, says, kind }) => (
      <HrefLink href={withQuery(`/ledger/${event}`, search)} className="cut" title={kind} row>
        {says}
      </HrefLink>
    ),
  },
  { key: "which", head: "Whom or which", stack: "3 / 2 / 4 / 4", cell: (entry) => <Which of={entry} /> },
  {
    key: "purpose",
    head: "Purpose",
    width: "6.5rem",
    stack: "hide",
    cell: ({ purpose }) => <span className="cut muted">{purposeShort(purpose)}</span>,
  },
  {
    key: "outcome",
    head: "Outcome",
    width: "6rem",
    stack: "1 / 3",
    cell: ({ outcome }) =>
      isRefusal(outcome) ? (
        <span className="row harm">
          <Glyph of={IconCircleX} />
          <span className="cut" title={outcomeSays(outcome)}>
            {outcomeShort(outcome)}
          </span>
        </span>
      ) : (
        <span className="muted">{outcomeSays(outcome)}</span>
      ),
  },
  { key: "entry", head: "Entry", width: "6.5rem", stack: "2 / 3", cell: ({ state, index }) => <ProofLabel state={state} index={index} /> },
];

/** Opaque ids only: what kind of record, and the last characters of whose. */
function Which({ of: { record, individual, onBehalfOf } }: { of: EntrySummary }): ReactNode {
  return (
    <span className="cut">
      {record === null ? null : isOpaque(record.id) ? recordWord(record.type) : <span className="mono">{record.id}</span>}
      {record !== null && individual !== null ? ", " : ""}
      {individual === null ? null : <span className="mono">{short(individual)}</span>}
      {onBehalfOf === null ? null : <span className="muted"> for {short(onBehalfOf)}</span>}
    </span>
  );
}

type EntryTableProps = { of: Listed<EntrySummary>; chosen: string | undefined; empty: ReactNode };

export function EntryTable({ of, chosen, empty }: EntryTableProps): ReactNode {
  const zone = useZone();
  const search = useSearch({ from: "/inside/ledger" });
  const isBeside = chosen !== undefined;
  const columns = useMemo(
    // Beside a detail, the purpose of the others gives its room to whom they were about.
    () => columnsFor(search).filter(({ key }) => !isBeside || key !== "purpose"),
    [search, isBeside],
  );
  const group = useCallback(
    ({ at }: EntrySummary) => {
      const now = nowMs();
      const key = day(at, zone, now);
      const ago = -daysUntil(at, zone, now);
      return {
        key,
        head: (
          <div className="row">
            <span>{ago === 0 ? "Today" : ago === 1 ? "Yesterday" : key}</span>
            {ago > 1 ? null : <span className="small muted plain">{key}</span>}
          </div>
        ),
      };
    },
    [zone],
  );
  return (
    <List
      of={of}
      empty={empty}
      waiting={12}
      label="Ledger entries"
      columns={columns}
      rowKey={(entry) => entry.event}
      chosen={chosen}
      group={group}
      height="dense"
      sticky
      keys
    />
  );
}
