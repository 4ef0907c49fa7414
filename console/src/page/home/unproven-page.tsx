// SPDX-License-Identifier: Apache-2.0
// Everything that cannot be proven now: what Home shows the first of.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { homeQuery } from "../../api/home.ts";
import { Empty } from "../../part/say/empty.tsx";
import { STATUS_SAYS, Status } from "../../part/status/verdict.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { Why } from "./unproven-panel.tsx";
import { unprovenRows, type UnprovenRow } from "./unproven-words.ts";

const NARROWING: Narrowing<UnprovenRow> = {
  fields: {
    what: ({ what }) => what,
    state: ({ status }) => STATUS_SAYS[status],
    why: ({ whys }) => whys.join(" "),
    cites: ({ cites }) => cites.join(" "),
  },
  filters: [{ field: "state", label: "State", all: "All states" }],
};

const COLUMNS: readonly Column<UnprovenRow>[] = [
  { key: "state", head: "State", width: "9rem", stack: "1 / 1", cell: ({ status }) => <Status is={status} /> },
  { key: "what", head: "What", width: "32%", stack: "2 / 1 / 3 / 3", cell: ({ what }) => what },
  {
    key: "why",
    head: "Why, and for which paragraphs",
    stack: "3 / 1 / 4 / 3",
    cell: (row) => (
      <span className="two-lines">
        <Why of={row} />
      </span>
    ),
  },
];

export function UnprovenPage(): ReactNode {
  const home = useQuery(homeQuery);
  const rows = useMemo(() => (home.data === undefined ? undefined : unprovenRows(home.data.unproven)), [home.data]);
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        crumbs={<Link to="/">Home</Link>}
        title="Cannot be proven now"
        says="Checks that fail, could not run, or whose evidence has aged. Each paragraph says how to mend it, and runs its checks again."
      />
      <ListPanel
        of={listedOf(home, rows)}
        title="Without proof"
        file="unproven"
        findSays="Find by words or paragraph"
        narrowing={NARROWING}
        columns={COLUMNS}
        rowKey={({ what }) => what}
        height="tall"
        empty={<Empty kind="nothing-due" title="Every check has fresh evidence" says="What fails or ages appears here by itself." />}
      />
    </main>
  );
}
