// SPDX-License-Identifier: Apache-2.0
// What was filed by one form. The state is filtered by the server; finding and sorting read the list to its end first.
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { IconFileDescription, IconPlus } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { formsQuery, submissionsQuery, type FormKind } from "../../api/form.ts";
import { Glyph } from "../../part/glyph.tsx";
import { LinkButton } from "../../part/link-button.tsx";
import { useDirectory } from "../../part/question/directory.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { useList } from "../../part/table/list.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { FormCrumbs, OWN_PAGE } from "./form-words.tsx";
import { filedColumns, filedNarrowing } from "./filed-rows.tsx";

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

function Filed({ of: form }: { of: FormKind }): ReactNode {
  const { state } = useSearch({ from: "/inside/forms/$form" });
  const directory = useDirectory();
  const listed = useList(submissionsQuery({ form: form.name, ...(state === undefined ? {} : { state }) }));
  const narrowing = useMemo(() => filedNarrowing(form, directory), [form, directory]);
  const columns = useMemo(() => filedColumns(form, directory), [form, directory]);
  return (
    <>
      <PageHead
        crumbs={<FormCrumbs form={undefined} />}
        title={form.plural}
        says={form.says}
        actions={
          form.mayFile ? (
            <LinkButton variant="filled" to={OWN_PAGE[form.name] ?? "/forms/$form/new"} params={{ form: form.name }} search={{}}>
              <Glyph of={IconPlus} />
              New
            </LinkButton>
          ) : undefined
        }
      />
      <ListPanel
        of={listed}
        title={form.plural}
        file={form.name}
        findSays="Find by title, state or person"
        narrowing={narrowing}
        columns={columns}
        rowKey={(row) => row.id}
        keys
        empty={
          <Empty
            kind="not-set-up"
            icon={IconFileDescription}
            title="None yet"
            says={form.says}
            {...(form.cites[0] === undefined ? {} : { cite: form.cites[0] })}
            {...(form.mayFile ? { action: { label: "New", icon: IconPlus, href: OWN_PAGE[form.name] ?? `/forms/${form.name}/new` } } : {})}
          />
        }
      />
    </>
  );
}
