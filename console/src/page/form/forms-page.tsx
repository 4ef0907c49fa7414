// SPDX-License-Identifier: Apache-2.0
// Every form this person may use or read, by room, with what is open in each.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formsQuery, submissionsQuery, type FormKind, type Submission } from "../../api/form.ts";
import { HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import { DataTable, Waiting, type Column } from "../../part/table/data-table.tsx";
import { useList } from "../../part/table/list.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { capital, OWN_PAGE, ROOM_SAYS } from "./form-words.tsx";

type Line = { readonly form: FormKind; readonly open: readonly Submission[]; readonly isMore: boolean };

const COLUMNS: readonly Column<Line>[] = [
  {
    key: "form",
    head: "Form",
    stack: "1 / 1",
    cell: ({ form }) => (
      <span className="two-lines">
        <HrefLink href={`/forms/${form.name}`} row>
          {form.plural}
        </HrefLink>
        <span className="small muted">{form.says}</span>
      </span>
    ),
  },
  {
    key: "open",
    head: "Open",
    width: "6rem",
    end: true,
    stack: "2 / 1",
    says: true,
    cell: ({ open, isMore }) => (
      <span className={open.length === 0 ? "muted num" : "num"}>
        {open.length}
        {isMore && open.length > 0 ? "+" : ""}
      </span>
    ),
  },
  {
    key: "due",
    head: "Next due",
    width: "8rem",
    stack: "2 / 2",
    says: true,
    cell: ({ open }) => {
      const [first] = open.flatMap(({ dueOn }) => dueOn ?? []).sort();
      return first === undefined ? <span className="muted">none</span> : <DueDay on={first} />;
    },
  },
  {
    key: "new",
    head: "Add",
    width: "6rem",
    end: true,
    stack: "1 / 2",
    cell: ({ form }) =>
      form.mayFile ? (
        <LinkButton
          size="xs"
          to={OWN_PAGE[form.name] ?? "/forms/$form/new"}
          params={{ form: form.name }}
          search={{}}
          aria-label={`New: ${form.title}`}
        >
          New
        </LinkButton>
      ) : null,
  },
];

export function FormsPage(): ReactNode {
  const forms = useQuery(formsQuery);
  const open = useList(submissionsQuery({ open: "true" }));
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Forms"
        says="What the organization writes down about its program: each is kept, dated, and shown in the ledger without its words."
      />
      {forms.isPending || open.isPending ? (
        <Waiting lines={10} />
      ) : forms.data === undefined ? (
        <Empty kind="failed" error={forms.error} onRetry={() => void forms.refetch()} />
      ) : (
        <div className="stack loose">
          {[...Map.groupBy(forms.data, ({ room }) => room)].map(([room, own]) => (
            <Panel key={room} title={ROOM_SAYS[room] ?? capital(room)}>
              <DataTable
                label={`Forms: ${ROOM_SAYS[room] ?? room}`}
                height="tall"
                columns={COLUMNS}
                rowKey={({ form }) => form.name}
                rows={own.map((form) => ({ form, open: open.rows.filter((one) => one.form === form.name), isMore: open.more.has }))}
              />
            </Panel>
          ))}
        </div>
      )}
    </main>
  );
}
