// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Due as DueItem } from "../../api/home.ts";
import { DataTable, type Column } from "../../part/table/data-table.tsx";
import { DueCell, WantedBy } from "../../part/table/due-cells.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { HrefLink } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { Due } from "../../part/status/verdict.tsx";
import { useMay } from "../../session/session-context.ts";
import { When } from "../../part/when.tsx";
import { initials } from "../../shell/initials.ts";
import { instantMs, moment } from "../../time/times.ts";
import { useZone } from "../../time/use-now.ts";

const COLUMNS: readonly Column<DueItem>[] = [
  {
    key: "due",
    head: "Due",
    width: "8.5rem",
    stack: "1 / 1 / 2 / 3",
    cell: ({ dueAt }) => <DueCell chip={<Due at={dueAt} />} day={<When at={dueAt} as="day" className="small muted" />} />,
  },
  {
    key: "what",
    head: "What",
    stack: "2 / 1 / 3 / 3",
    cell: ({ what, href }) => (
      <HrefLink href={href} row>
        {what}
      </HrefLink>
    ),
  },
  {
    key: "cite",
    head: "Wanted by",
    width: "11.5rem",
    stack: "3 / 1",
    cell: (item) => <WantedBy of={item} />,
  },
  {
    key: "owner",
    head: "Owner",
    width: "4.5rem",
    stack: "3 / 2",
    cell: ({ owner }) =>
      owner === null ? (
        <span className="small muted">nobody</span>
      ) : (
        <span className="avatar" title={owner}>
          <span aria-hidden="true">{initials(owner)}</span>
          <span className="sr">{owner}</span>
        </span>
      ),
  },
];

const SHOWN = 8;

/** The soonest clocks by its due time: law, contract or our own policy, and which paragraph wants it. */
export function DuePanel({ due, asOf }: { due: readonly DueItem[]; asOf: string }): ReactNode {
  const zone = useZone();
  const mayTasks = useMay("program.task.list");
  const sorted = due.toSorted((one, other) => instantMs(one.dueAt) - instantMs(other.dueAt));
  const rest = sorted.length - SHOWN;
  return (
    <Panel
      title="Due"
      note={due.length === 0 ? undefined : `${due.length}, soonest first`}
      {...(rest > 0 ? { footer: <Rest count={rest} isLinked={mayTasks} /> } : {})}
    >
      {due.length === 0 ? (
        <Empty kind="nothing-due" title="Nothing due" says={`No clock is running. Last looked at ${moment(asOf, zone)}.`} />
      ) : (
        <DataTable
          label="What is due"
          columns={COLUMNS}
          rows={sorted.slice(0, SHOWN)}
          rowKey={(item) => `${item.dueAt} ${item.what}`}
          height="tall"
          keys
        />
      )}
    </Panel>
  );
}

function Rest({ count, isLinked }: { count: number; isLinked: boolean }): ReactNode {
  return (
    <p>
      And {count} more.{" "}
      {isLinked ? (
        <Link to="/tasks" search={{ whose: "all" }}>
          All tasks
        </Link>
      ) : null}
    </p>
  );
}
