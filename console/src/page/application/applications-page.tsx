// SPDX-License-Identifier: Apache-2.0
// Applications (clients): machines with credentials of their own, each within one tenant, with named scopes and purposes.
import { Button } from "@mantine/core";
import { IconApps, IconPlus } from "@tabler/icons-react";
import { useMemo, useState, type ReactNode } from "react";
import { clientsQuery, type Client } from "../../api/client.ts";
import { useOfferActions } from "../../palette/page-actions.ts";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { useList } from "../../part/table/list.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { clientColumns, CLIENTS } from "./client-columns.tsx";
import { CreateDialog } from "./create-dialog.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";

export function ApplicationsPage(): ReactNode {
  const clients = useList(clientsQuery);
  const mayCreate = useMay("access.client.create");
  const mayRevoke = useMay("access.client.revoke");
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Client | null>(null);
  const columns = useMemo(() => clientColumns(mayRevoke ? setRevoking : null), [mayRevoke]);
  const create = { label: "Create an application", icon: IconPlus, onAct: () => setCreating(true) };
  useOfferActions(
    useMemo(
      () => (mayCreate ? [{ id: "create-application", label: "Create an application", onAct: () => setCreating(true) }] : []),
      [mayCreate],
    ),
  );
  const action = (
    <Button variant="filled" onClick={create.onAct}>
      <Glyph of={IconPlus} />
      {create.label}
    </Button>
  );
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Applications"
        says="Programs that read and write records through the API (clients). Each belongs to one tenant and reaches nothing outside it; a pipeline has none, and only asks whether a change is approved."
        {...(clients.rows.length === 0 || !mayCreate ? {} : { actions: action })}
      />
      <ListPanel
        of={clients}
        title="Applications"
        file="applications"
        findSays="Find by name, tenant or scope"
        narrowing={CLIENTS}
        columns={columns}
        rowKey={(client) => client.id}
        height="tall"
        empty={
          <Empty
            kind="not-set-up"
            icon={IconApps}
            title="No applications yet"
            says="An application gets an id, a secret, and only the access you name."
            cite="164.308(a)(4)(i)"
            {...(mayCreate ? { action: create } : {})}
          />
        }
      />
      <CreateDialog opened={isCreating} onClose={() => setCreating(false)} />
      {revoking === null ? null : <RevokeDialog of={revoking} onClose={() => setRevoking(null)} />}
    </main>
  );
}
