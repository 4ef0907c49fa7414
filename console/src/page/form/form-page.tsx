// SPDX-License-Identifier: Apache-2.0
// What was filed by one form. The state is filtered by the server; searching and sorting read the list to its end first.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IconDownload, IconFileDescription, IconPlus } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { allSubmissions, formsQuery, submissionsQuery, type FormKind, type Submission } from "../../api/form.ts";
import { csvOf } from "../../part/csv.ts";
import { Glyph } from "../../part/glyph.tsx";
import { LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { useDirectory, type Directory } from "../../part/question/directory.ts";
import { save } from "../../part/save.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { countOf, List, useList } from "../../part/table/list.tsx";
import { useWhole } from "../../part/table/whole.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { capital, FormCrumbs, OWN_PAGE } from "./form-words.tsx";
import { filedColumns, isFound, sortedBy, titleWith } from "./filed-rows.tsx";

export function FormPage(): ReactNode {
  const { form: name } = useParams({ from: "/inside/forms/$form" });
  const forms = useQuery(formsQuery);
  const form = forms.data?.find((one) => one.name === name);
  return (
    <main id="main" tabIndex={-1}>
      {form === undefined ? (
        <>
          <PageHead title="Form" />
          {forms.isPending ? (
            <Waiting lines={8} />
          ) : forms.data === undefined ? (
            <Empty kind="failed" error={forms.error} onRetry={() => void forms.refetch()} />
          ) : (
            <Empty kind="not-yours" action={{ label: "All forms", href: "/forms" }} />
          )}
        </>
      ) : (
        <Filed key={form.name} of={form} />
      )}
    </main>
  );
}

const HEAD = [
  "id",
  "title",
  "state",
  "version",
  "about",
  "effective_on",
  "due_on",
  "submitted_by",
  "received_at",
  "updated_at",
  "closed_at",
];

function csvRows(form: FormKind, rows: readonly Submission[], directory: Directory): string {
  return csvOf(
    HEAD,
    rows.map((row) => [
      row.id,
      titleWith(form, row, directory),
      row.state,
      row.version,
      row.about,
      row.effectiveOn,
      row.dueOn,
      row.submittedBy === null ? null : directory.nameOf(row.submittedBy),
      row.receivedAt,
      row.updatedAt,
      row.closedAt,
    ]),
  );
}

function Filed({ of: form }: { of: FormKind }): ReactNode {
  const search = useSearch({ from: "/inside/forms/$form" });
  const navigate = useNavigate();
  const directory = useDirectory();
  const { state, find = "", sort = "-updated" } = search;
  const isDown = sort.startsWith("-");
  const by = sort.replace(/^-/, "");
  const filter = { form: form.name, ...(state === undefined ? {} : { state }) };
  const listed = useWhole(useList(submissionsQuery(filter)), find !== "" || search.sort !== undefined);
  const rows = useMemo(
    () =>
      sortedBy(
        listed.rows.filter((row) => isFound(form, row, { find, directory })),
        { by, isDown, form, directory },
      ),
    [listed.rows, form, find, by, isDown, directory],
  );
  const change = (next: Partial<typeof search>): void => void navigate({ to: ".", search: (old) => ({ ...old, ...next }), replace: true });
  const exported = useMutation({
    mutationFn: () => allSubmissions(filter),
    onSuccess: (all) => {
      const matching = sortedBy(
        all.filter((row) => isFound(form, row, { find, directory })),
        { by, isDown, form, directory },
      );
      save(`${form.name}.csv`, csvRows(form, matching, directory), "text/csv");
    },
  });
  const isNarrowed = state !== undefined || find !== "";
  return (
    <>
      <PageHead
        crumbs={<FormCrumbs form={undefined} />}
        title={form.plural}
        says={form.says}
        actions={
          <>
            <Button onClick={() => exported.mutate()} loading={exported.isPending}>
              <Glyph of={IconDownload} />
              Export CSV
            </Button>
            {form.mayFile ? (
              <LinkButton variant="filled" to={OWN_PAGE[form.name] ?? "/forms/$form/new"} params={{ form: form.name }} search={{}}>
                <Glyph of={IconPlus} />
                New
              </LinkButton>
            ) : null}
          </>
        }
      />
      <Faults error={exported.error} />
      <div className="tools flush">
        <TextInput
          className="find"
          type="search"
          aria-label="Find by title, state or person"
          placeholder="Find by title, state or person"
          value={find}
          onChange={({ currentTarget }) => change({ find: currentTarget.value === "" ? undefined : currentTarget.value })}
        />
        <NativeSelect
          aria-label="State"
          value={state ?? ""}
          onChange={({ currentTarget: { value } }) => change({ state: value === "" ? undefined : value })}
          data={[{ value: "", label: "All states" }, ...form.states.map((one) => ({ value: one, label: capital(one) }))]}
        />
        <div className="narrow-only">
          <NativeSelect
            aria-label="Sort by"
            value={sort}
            onChange={({ currentTarget: { value } }) => change({ sort: value })}
            data={SORTS}
          />
        </div>
      </div>
      <Panel title={form.plural} note={find === "" ? countOf(listed) : `${rows.length} of ${countOf(listed) ?? 0}`}>
        <List
          of={{ ...listed, rows }}
          label={form.plural}
          columns={filedColumns(form, directory)}
          rowKey={(row) => row.id}
          keys
          sort={{ by, isDown, onSort: (key) => change({ sort: key === by && !isDown ? `-${key}` : key }) }}
          empty={
            isNarrowed ? (
              <Empty
                kind="filtered"
                title="Nothing matches"
                says="None that was filed fits what you asked for."
                action={{ label: "Clear filters", onAct: () => change({ find: undefined, state: undefined }) }}
              />
            ) : (
              <Empty
                kind="not-set-up"
                icon={IconFileDescription}
                title="None yet"
                says={form.says}
                {...(form.cites[0] === undefined ? {} : { cite: form.cites[0] })}
                {...(form.mayFile
                  ? { action: { label: "New", icon: IconPlus, href: OWN_PAGE[form.name] ?? `/forms/${form.name}/new` } }
                  : {})}
              />
            )
          }
        />
      </Panel>
    </>
  );
}

const SORTS = [
  { value: "-updated", label: "Last changed first" },
  { value: "due", label: "Due first" },
  { value: "title", label: "By title" },
  { value: "state", label: "By state" },
  { value: "effective", label: "By date" },
];
