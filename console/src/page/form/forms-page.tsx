// SPDX-License-Identifier: Apache-2.0
// Every form this person may use or read, by room, with what is open in each.
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { formsQuery, submissionsQuery, type FormKind, type Submission } from "../../api/form.ts";
import { HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf, mapped, useList, type Listed } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { useWhole } from "../../part/table/whole.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { capital, OWN_PAGE, ROOM_SAYS } from "./form-words.tsx";

type Line = {
  readonly form: FormKind;
  readonly open: number;
  readonly nextDueOn: string | null;
  /** More is open than was read. */
  readonly isMore: boolean;
};

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
      <span className={open === 0 ? "muted num" : "num"}>
        {open}
        {isMore && open > 0 ? "+" : ""}
      </span>
    ),
  },
  {
    key: "next_due_on",
    head: "Next due",
    width: "8rem",
    stack: "2 / 2",
    says: true,
    cell: ({ nextDueOn }) => (nextDueOn === null ? <span className="muted">none</span> : <DueDay on={nextDueOn} />),
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
  const open = useWhole(useList(submissionsQuery({ open: "true" })));
  const lines = useMemo(() => linesOf(forms.data ?? [], open), [forms.data, open]);
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Forms"
        says="What the organization writes down about its program: each is kept, dated, and shown in the ledger without its words."
      />
      <ListPanel
        of={mapped(listedOf(forms, forms.data), lines, (all) => linesOf(all, open))}
        title="All forms"
        file="forms"
        findSays="Find by name or what it is for"
        narrowing={NARROWING}
        height="tall"
        columns={COLUMNS}
        rowKey={({ form }) => form.name}
        keys
        group={({ form }) => ({ key: form.room, head: roomSays(form) })}
        waiting={10}
        empty={<Empty kind="not-yours" action={{ label: "Go to Home", href: "/" }} />}
      />
    </main>
  );
}

const roomSays = ({ room }: FormKind): string => ROOM_SAYS[room] ?? capital(room);

/** Rooms in the order in which their first form comes. */
function linesOf(forms: readonly FormKind[], open: Pick<Listed<Submission>, "rows" | "more">): readonly Line[] {
  return [...Map.groupBy(forms, ({ room }) => room).values()].flat().map((form): Line => {
    const own = open.rows.filter((one) => one.form === form.name);
    const [nextDueOn = null] = own.flatMap(({ dueOn }) => dueOn ?? []).sort();
    return { form, open: own.length, nextDueOn, isMore: open.more.has };
  });
}

const NARROWING: Narrowing<Line> = {
  fields: {
    form: ({ form }) => form.plural,
    says: ({ form }) => form.says,
    room: ({ form }) => roomSays(form),
    open: ({ open }) => open,
    next_due_on: ({ nextDueOn }) => nextDueOn,
  },
  also: { wanted_by: ({ form }) => form.cites.join(" "), name: ({ form }) => form.name },
  filters: [{ field: "room", label: "Room", all: "All rooms" }],
};
