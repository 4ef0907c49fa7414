// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { EntrySummary } from "../../api/entry.ts";
import { ORGANIZATION_LOG } from "../../api/log.ts";
import { purposeShort } from "../../api/fhir.ts";
import { DataTable, type Column } from "../../part/table/data-table.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Panel } from "../../part/panel.tsx";
import { ProofBadge } from "../../part/status/proof-badge.tsx";
import { When } from "../../part/when.tsx";
import { ActorName } from "../ledger/actor-name.tsx";
import { actSays, isOpaque, isRefusal } from "../ledger/entry-words.ts";

const COLUMNS: readonly Column<EntrySummary>[] = [
  { key: "at", head: "Time", width: "4.5rem", stack: "1 / 1", cell: ({ at }) => <When at={at} as="time" className="mono muted" /> },
  {
    key: "what",
    head: "What",
    stack: "2 / 1 / 3 / 3",
    cell: (entry) => (
      <Link className="cut" to="/ledger/$event" params={{ event: entry.event }} search={{}} data-row-link="">
        <ActorName of={entry.actor} /> <span className={isRefusal(entry.outcome) ? "harm" : "muted"}>{actSays(entry)}</span>
        {isOpaque(entry.record?.id ?? null) ? null : <span className="mono muted"> {entry.record?.id}</span>}
      </Link>
    ),
  },
  {
    key: "purpose",
    head: "Purpose",
    width: "9.5rem",
    stack: "hide",
    cell: ({ purpose }) => <span className="cut muted">{purposeShort(purpose)}</span>,
  },
  {
    key: "proof",
    head: "Entry",
    width: "8.25rem",
    stack: "1 / 2",
    cell: ({ event, state, index }) => <ProofBadge event={event} state={state} index={index} />,
  },
];

/** The newest entries of the organization's log. */
export function ChangedPanel({ entries }: { entries: readonly EntrySummary[] }): ReactNode {
  return (
    <Panel
      title="Recent ledger entries"
      action={
        <Link to="/ledger" search={{ log: ORGANIZATION_LOG }}>
          Open the ledger
        </Link>
      }
    >
      {entries.length === 0 ? (
        <Empty kind="nothing-due" title="No entries yet" says="The first request will be the first entry." />
      ) : (
        <DataTable label="Recent ledger entries" columns={COLUMNS} rows={entries} rowKey={(entry) => entry.event} height="dense" />
      )}
    </Panel>
  );
}
