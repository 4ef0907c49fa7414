// SPDX-License-Identifier: Apache-2.0
import type { Case } from "../../api/privacy.ts";
import { HrefLink } from "../../part/link-button.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";

export const CASE_NARROWING: Narrowing<Case> = {
  fields: {
    kind: ({ kind }) => kind,
    code: ({ code }) => code,
    state: ({ state }) => state,
    waits: ({ isRunning }) => (isRunning ? "Waiting for us" : "Answered or closed"),
    received_on: ({ receivedOn }) => receivedOn,
    due_on: ({ dueOn }) => dueOn,
    extended: ({ isExtended }) => (isExtended ? "Extended" : null),
  },
  also: { basis: ({ basis }) => basis, days_left: ({ daysLeft }) => daysLeft, id: ({ id }) => id },
  filters: [
    { field: "kind", label: "Kind", all: "All kinds" },
    { field: "waits", label: "Waiting", all: "All" },
  ],
};

export const CASE_COLUMNS: readonly Column<Case>[] = [
  {
    key: "code",
    head: "Case",
    stack: "1 / 1 / 2 / 3",
    cell: ({ id, kind, code }) => (
      <span className="two-lines">
        <HrefLink href={`/privacy/cases/${id}`} row className="cut" title={`${code}: ${kind}`}>
          {code}
        </HrefLink>
        <span className="small muted cut">{kind}</span>
      </span>
    ),
  },
  { key: "state", head: "State", width: "11rem", stack: "2 / 1", cell: ({ state }) => <StateChip is={state} /> },
  {
    key: "received_on",
    head: "Received",
    width: "9.5rem",
    stack: "hide",
    cell: ({ receivedOn }) =>
      receivedOn === null ? <span className="muted">no day</span> : <When at={receivedOn} as="date" className="muted nowrap" />,
  },
  {
    key: "due_on",
    head: "Due",
    width: "9rem",
    stack: "2 / 2",
    says: true,
    cell: ({ dueOn, isRunning }) =>
      dueOn === null ? (
        <span className="muted">no day</span>
      ) : isRunning ? (
        <DueDay on={dueOn} />
      ) : (
        <When at={dueOn} as="date" className="muted nowrap" />
      ),
  },
  {
    key: "extended",
    head: "Extension",
    width: "8rem",
    stack: "hide",
    cell: ({ isExtended }) => <span className="muted">{isExtended ? "once, used" : "none"}</span>,
  },
];
