// SPDX-License-Identifier: Apache-2.0
// Rows of what was filed: their columns, and what each says.
import type { FormKind, Submission } from "../../api/form.ts";
import { HrefLink } from "../../part/link-button.tsx";
import type { Directory } from "../../part/question/directory.ts";
import { StateChip } from "../../part/status/state-chip.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { capital } from "./form-words.tsx";

/** A form about a person is titled by their id; here it reads as their name. */
export function titleWith(form: Pick<FormKind, "fields" | "titleField">, row: Pick<Submission, "title">, { nameOf }: Directory): string {
  const type = form.fields.find(({ name }) => name === form.titleField)?.type;
  return type === "member" || type === "user" ? nameOf(row.title) : row.title;
}

/** The last changed first; the states are the form's own, and the server filters by them. */
export function filedNarrowing(form: FormKind, directory: Directory): Narrowing<Submission> {
  return {
    fields: {
      title: (row) => titleWith(form, row, directory),
      state: ({ state }) => state,
      about: ({ about }) => about,
      submitted_by: ({ submittedBy }) => (submittedBy === null ? null : directory.nameOf(submittedBy)),
      effective_on: ({ effectiveOn }) => effectiveOn,
      due_on: ({ dueOn }) => dueOn,
      updated_at: ({ updatedAt }) => updatedAt,
    },
    also: {
      received_at: ({ receivedAt }) => receivedAt,
      closed_at: ({ closedAt }) => closedAt,
      version: ({ version }) => version,
      id: ({ id }) => id,
    },
    filters: [
      {
        field: "state",
        label: "State",
        all: "All states",
        choices: form.states.map((value) => ({ value, label: capital(value) })),
        isServers: true,
      },
    ],
    start: "-updated_at",
  };
}

export function filedColumns(form: FormKind, directory: Directory): readonly Column<Submission>[] {
  return [
    {
      key: "title",
      head: "Title",
      stack: "1 / 1 / 2 / 3",
      cell: (row) => (
        <HrefLink href={`/submissions/${row.id}`} row title={titleWith(form, row, directory)} className="cut">
          {titleWith(form, row, directory)}
        </HrefLink>
      ),
    },
    { key: "state", head: "State", width: "9.5rem", stack: "2 / 1", cell: ({ state }) => <StateChip is={state} /> },
    {
      key: "submitted_by",
      head: "Filed by",
      width: "20%",
      stack: "hide",
      cell: ({ submittedBy }) => <span className="cut muted">{directory.nameOf(submittedBy)}</span>,
    },
    {
      key: "effective_on",
      head: "Effective",
      width: "9.5rem",
      stack: "hide",
      cell: ({ effectiveOn }) => <When at={effectiveOn} as="date" className="muted nowrap" />,
    },
    {
      key: "due_on",
      head: "Due",
      width: "7rem",
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
      key: "updated_at",
      head: "Changed",
      width: "7rem",
      end: true,
      stack: "hide",
      cell: ({ updatedAt }) => <When at={updatedAt} className="muted nowrap" />,
    },
  ];
}
