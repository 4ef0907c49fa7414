// SPDX-License-Identifier: Apache-2.0
// Applications (clients): machines with credentials of their own, each within one tenant, with named scopes and purposes.
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconApps, IconCircleMinus, IconPlus } from "@tabler/icons-react";
import { useMemo, useState, type ReactNode } from "react";
import { clientsQuery, type Client } from "../../api/client.ts";
import { purposeSays } from "../../api/fhir.ts";
import { useOfferActions } from "../../palette/page-actions.ts";
import { Chip } from "../../part/chip.tsx";
import { DataTable, Waiting, type Column } from "../../part/data-table.tsx";
import { Empty } from "../../part/empty.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Panel } from "../../part/panel.tsx";
import { When } from "../../part/when.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { CreateDialog } from "./create-dialog.tsx";

const COLUMNS: readonly Column<Client>[] = [
  {
    key: "name",
    head: "Application",
    stack: "1 / 1",
    cell: ({ name, id }) => (
      <span className="cut">
        {name}
        <span className="cut mono muted">{id}</span>
      </span>
    ),
  },
  { key: "tenant", head: "Tenant", width: "18%", stack: "2 / 1", cell: ({ tenant }) => <span className="cut">{tenant.name}</span> },
  {
    key: "may",
    head: "May",
    width: "28%",
    stack: "3 / 1 / 4 / 3",
    cell: ({ scopes, purposes }) => (
      <span className="cut" title={scopes.join(" ")}>
        <span className="cut mono">{scopes.join(" ")}</span>
        <span className="cut small muted">{purposes.map(purposeSays).join(", ")}</span>
      </span>
    ),
  },
  {
    key: "used",
    head: "Last used",
    width: "9rem",
    end: true,
    stack: "1 / 2",
    cell: ({ lastUsedAt, revokedAt }) =>
      revokedAt === null ? (
        <When at={lastUsedAt} className="muted" />
      ) : (
        <Chip tone="open" icon={IconCircleMinus}>
          Revoked
        </Chip>
      ),
  },
];

export function ApplicationsPage(): ReactNode {
  const list = useInfiniteQuery(clientsQuery);
  const [isCreating, setCreating] = useState(false);
  const clients = list.data?.pages.flatMap((page) => page.items) ?? [];
  useOfferActions(useMemo(() => [{ id: "create-application", label: "Create an application", onAct: () => setCreating(true) }], []));
  const create = (
    <Button variant="filled" onClick={() => setCreating(true)}>
      <Glyph of={IconPlus} />
      Create an application
    </Button>
  );
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Applications"
        says="Programs that read and write records through the API (clients). Each belongs to one tenant and reaches nothing outside it."
        {...(clients.length === 0 ? {} : { actions: create })}
      />
      <Panel title="Applications" note={list.isPending || clients.length === 0 ? undefined : String(clients.length)}>
        {list.isPending ? (
          <Waiting />
        ) : list.isError && clients.length === 0 ? (
          <Empty kind="failed" error={list.error} onRetry={() => void list.refetch()} />
        ) : clients.length === 0 ? (
          <Empty
            kind="not-set-up"
            icon={IconApps}
            title="No applications yet"
            says="An application gets an id, a secret, and only the access you name."
            cite="164.308(a)(4)(i)"
            action={{ label: "Create an application", icon: IconPlus, onAct: () => setCreating(true) }}
          />
        ) : (
          <DataTable
            label="Applications"
            columns={COLUMNS}
            rows={clients}
            rowKey={(client) => client.id}
            height="tall"
            more={{ has: list.hasNextPage, loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() }}
          />
        )}
      </Panel>
      <CreateDialog opened={isCreating} onClose={() => setCreating(false)} />
    </main>
  );
}
