// SPDX-License-Identifier: Apache-2.0
// What the organization has: systems, parties, sites, points of access and flows, each in a panel of its own; found and sorted together.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { submissionsQuery, type FormKind, type Submission } from "../../api/form.ts";
import { LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { CsvButton } from "../../part/table/csv-button.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { useNarrowed } from "../../part/table/list-panel.tsx";
import { ListTools } from "../../part/table/list-tools.tsx";
import { readWhole, useList, type Listed } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { useWhole } from "../../part/table/whole.ts";
import { When } from "../../part/when.tsx";

type Item = { readonly form: FormKind; readonly filed: Submission };

const NARROWING: Narrowing<Item> = {
  fields: {
    kind: ({ form }) => form.plural,
    name: ({ filed }) => filed.title,
    state: ({ filed }) => filed.state,
    updated_at: ({ filed }) => filed.updatedAt,
  },
  also: { effective_on: ({ filed }) => filed.effectiveOn, id: ({ filed }) => filed.id },
};

/** What one may sort by; the heads stand nowhere, since each kind is a short list. */
const SORTED = [
  { key: "name", head: "Name", stack: "1 / 1", cell: () => null },
  { key: "updated_at", head: "Changed", stack: "1 / 1", cell: () => null },
] as const;

const useOpen = (form: FormKind | undefined): Listed<Submission> =>
  useWhole(useList({ ...submissionsQuery({ form: form?.name ?? "", open: "true" }), enabled: form !== undefined }));

export function Inventories({ formOf }: { formOf: (name: string) => FormKind | undefined }): ReactNode {
  const [system, party, site] = [formOf("system"), formOf("party"), formOf("site")];
  const [point, flow] = [formOf("access-point"), formOf("data-flow")];
  const read = [
    [system, useOpen(system)],
    [party, useOpen(party)],
    [site, useOpen(site)],
    [point, useOpen(point)],
    [flow, useOpen(flow)],
  ] as const;
  const own = read.flatMap(([form, listed]) => (form === undefined ? [] : [{ form, listed }]));
  const items = own.flatMap(({ form, listed }) => listed.rows.map((filed): Item => ({ form, filed })));
  const { rows, asked, change, csv } = useNarrowed(readWhole(items), NARROWING, { name: "inventory" });
  if (own.length === 0) return null;
  return (
    <section aria-label="Inventories">
      {items.length === 0 ? null : (
        <ListTools
          findSays="Find in the inventories"
          narrowing={NARROWING}
          rows={items}
          columns={SORTED}
          asked={asked}
          change={change}
          isSortShown
        >
          <CsvButton file="inventories" label="Inventories" size="sm" read={csv} />
        </ListTools>
      )}
      <div className="inventories">
        {own.map(({ form, listed }) => (
          <Inventory
            key={form.name}
            form={form}
            isPending={listed.isPending}
            shown={rows.filter((one) => one.form.name === form.name)}
            all={listed.rows.length}
          />
        ))}
      </div>
    </section>
  );
}

const SHOWN = 6;

type InventoryProps = { readonly form: FormKind; readonly isPending: boolean; readonly shown: readonly Item[]; readonly all: number };

function Inventory({ form, isPending, shown, all }: InventoryProps): ReactNode {
  const isWhole = shown.length === all;
  return (
    <Panel
      title={form.plural}
      note={all === 0 ? undefined : isWhole ? String(all) : `${shown.length} of ${all}`}
      action={
        form.mayFile ? (
          <LinkButton size="xs" to="/forms/$form/new" params={{ form: form.name }} search={{}} aria-label={`Add: ${form.title}`}>
            Add
          </LinkButton>
        ) : undefined
      }
      footer={
        <Link to="/forms/$form" params={{ form: form.name }} search={{}}>
          {all > SHOWN ? `All ${all}` : "Whole list"}
        </Link>
      }
    >
      {isPending ? (
        <Waiting lines={3} />
      ) : shown.length === 0 ? (
        <p className="hint inventory-none">{isWhole ? form.says : "None of these fits what you asked for."}</p>
      ) : (
        <ul className="lines">
          {shown.slice(0, SHOWN).map(({ filed: { id, title, updatedAt } }) => (
            <li key={id} className="row">
              <Link to="/submissions/$submission" params={{ submission: id }} className="cut">
                {title}
              </Link>
              <When at={updatedAt} className="push small muted nowrap" />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
