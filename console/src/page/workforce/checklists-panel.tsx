// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { submissionsQuery, type Submission } from "../../api/form.ts";
import { HrefLink } from "../../part/link-button.tsx";
import { useDirectory } from "../../part/question/directory.ts";
import { DueDay } from "../../part/status/verdict.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { readWhole, useList } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { useWhole } from "../../part/table/whole.ts";
import { When } from "../../part/when.tsx";

const LISTS = [
  { form: "joiner-checklist", says: "Joins", all: "All joiners" },
  { form: "mover-checklist", says: "Changes work", all: "All movers" },
  { form: "leaver-checklist", says: "Leaves", all: "All leavers" },
] as const;

type Line = { readonly list: Submission; readonly says: string; readonly name: string };

const NARROWING: Narrowing<Line> = {
  fields: { due_on: ({ list }) => list.dueOn, who: ({ name }) => name, what: ({ says }) => says },
  also: { state: ({ list }) => list.state, id: ({ list }) => list.id },
  start: "due_on",
};

const COLUMNS: readonly Column<Line>[] = [
  {
    key: "due_on",
    head: "Due",
    width: "8.5rem",
    stack: "1 / 1",
    cell: ({ list: { dueOn } }) => (dueOn === null ? <span className="muted">no day</span> : <DueDay on={dueOn} />),
  },
  {
    key: "who",
    head: "Who",
    stack: "2 / 1",
    cell: ({ list, name }) => (
      <HrefLink href={`/submissions/${list.id}`} row className="cut">
        {name}
      </HrefLink>
    ),
  },
  { key: "what", head: "What", width: "10rem", stack: "2 / 2", cell: ({ says }) => says },
  {
    key: "day",
    head: "By",
    width: "10rem",
    end: true,
    stack: "1 / 2",
    cell: ({ list: { dueOn } }) => (dueOn === null ? null : <When at={dueOn} as="date" className="muted nowrap" />),
  },
];

/** Check-lists that are open, the soonest first. */
export function ChecklistsPanel(): ReactNode {
  const joiners = useWhole(useList(submissionsQuery({ form: LISTS[0].form, open: "true" })));
  const movers = useWhole(useList(submissionsQuery({ form: LISTS[1].form, open: "true" })));
  const leavers = useWhole(useList(submissionsQuery({ form: LISTS[2].form, open: "true" })));
  const { nameOf } = useDirectory();
  const lines = useMemo(
    () =>
      [joiners.rows, movers.rows, leavers.rows]
        .flatMap((rows, n) => rows.map((list): Line => ({ list, says: LISTS[n]?.says ?? "", name: nameOf(list.about) })))
        .sort((a, b) => ((a.list.dueOn ?? "9") < (b.list.dueOn ?? "9") ? -1 : 1)),
    [joiners.rows, movers.rows, leavers.rows, nameOf],
  );
  if (lines.length === 0) return null;
  return (
    <ListPanel
      of={readWhole(lines)}
      name="checklists"
      title="Check-lists due"
      file="check-lists"
      findSays="Find by person"
      narrowing={NARROWING}
      columns={COLUMNS}
      rowKey={({ list }) => list.id}
      empty={null}
      footer={LISTS.map(({ form, all }) => (
        <Link key={form} to="/forms/$form" params={{ form }} search={{}}>
          {all}
        </Link>
      ))}
    />
  );
}
