// SPDX-License-Identifier: Apache-2.0
// Rows of what was filed: their columns, their order, and what is found.
import type { FormKind, Submission } from "../../api/form.ts";
import { HrefLink } from "../../part/link-button.tsx";
import type { Directory } from "../../part/question/directory.ts";
import { StateChip } from "../../part/status/state-chip.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";

/** A form about a person is titled by their id; here it reads as their name. */
export function titleWith(form: Pick<FormKind, "fields" | "titleField">, row: Pick<Submission, "title">, { nameOf }: Directory): string {
  const type = form.fields.find(({ name }) => name === form.titleField)?.type;
  return type === "member" || type === "user" ? nameOf(row.title) : row.title;
}

export function isFound(form: FormKind, row: Submission, { find, directory }: { find: string; directory: Directory }): boolean {
  if (find === "") return true;
  const text = [
    titleWith(form, row, directory),
    row.state,
    row.about ?? "",
    row.submittedBy === null ? "" : directory.nameOf(row.submittedBy),
  ];
  const all = text.join(" ").toLowerCase();
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

export type Order = { readonly by: string; readonly isDown: boolean; readonly form: FormKind; readonly directory: Directory };

/** What has no value comes last, whichever way. */
export function sortedBy(rows: readonly Submission[], { by, isDown, form, directory }: Order): readonly Submission[] {
  const keyOf = (row: Submission): string | null => {
    if (by === "title") return titleWith(form, row, directory).toLowerCase();
    if (by === "state") return row.state;
    if (by === "effective") return row.effectiveOn;
    if (by === "due") return row.dueOn;
    if (by === "by") return row.submittedBy === null ? null : directory.nameOf(row.submittedBy).toLowerCase();
    return row.updatedAt;
  };
  return [...rows].sort((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    const order = one < other ? -1 : one > other ? 1 : 0;
    return isDown ? -order : order;
  });
}

export function filedColumns(form: FormKind, directory: Directory): readonly Column<Submission>[] {
  return [
    {
      key: "title",
      head: "Title",
      sorts: true,
      stack: "1 / 1 / 2 / 3",
      cell: (row) => (
        <HrefLink href={`/submissions/${row.id}`} row title={titleWith(form, row, directory)} className="cut">
          {titleWith(form, row, directory)}
        </HrefLink>
      ),
    },
    { key: "state", head: "State", width: "9.5rem", sorts: true, stack: "2 / 1", cell: ({ state }) => <StateChip is={state} /> },
    {
      key: "by",
      head: "Filed by",
      width: "20%",
      sorts: true,
      stack: "hide",
      cell: ({ submittedBy }) => <span className="cut muted">{directory.nameOf(submittedBy)}</span>,
    },
    {
      key: "effective",
      head: "Effective",
      width: "9.5rem",
      sorts: true,
      stack: "hide",
      cell: ({ effectiveOn }) => <When at={effectiveOn} as="date" className="muted nowrap" />,
    },
    {
      key: "due",
      head: "Due",
      width: "7rem",
      sorts: true,
      stack: "2 / 2",
      says: true,
      cell: ({ dueOn, closedAt }) =>
        dueOn === null ? (
          <span className="muted">none</span>
        ) : closedAt === null ? (
          <DueDay on={dueOn} />
        ) : (
          <When at={dueOn} as="date" className="muted nowrap" />
        ),
    },
    {
      key: "updated",
      head: "Changed",
      width: "7rem",
      end: true,
      sorts: true,
      stack: "hide",
      cell: ({ updatedAt }) => <When at={updatedAt} className="muted nowrap" />,
    },
  ];
}
