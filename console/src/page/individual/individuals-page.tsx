// SPDX-License-Identifier: Apache-2.0
// Individuals of the current tenant, by pseudonym. Nothing here is PHI: kinds of records and how many.
// Neither this list nor an individual's records are found in by the address or saved as CSV: a file of individuals, with what is one
// step away, is PHI that has left, and would be a disclosure that nobody could account for (164.528).
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconUserCircle } from "@tabler/icons-react";
import { useEffect, type ReactNode } from "react";
import { individualsQuery, type Individual } from "../../api/individual.ts";
import { sessionQuery, type TenantName } from "../../api/session.ts";
import type { Column } from "../../part/table/data-table.tsx";
import { countOf, List, useList } from "../../part/table/list.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Panel } from "../../part/panel.tsx";
import { When } from "../../part/when.tsx";
import { useSession } from "../../session/session-context.ts";
import { useChooseTenant } from "../../session/use-choose-tenant.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { inTypeOrder, typeSays } from "./fhir-facts.ts";

const COLUMNS: readonly Column<Individual>[] = [
  {
    key: "pseudonym",
    head: "Individual",
    width: "10rem",
    stack: "1 / 1",
    cell: ({ id, pseudonym }) => (
      <Link className="mono" to="/individuals/$individual" params={{ individual: id }} data-row-link="">
        {pseudonym}
      </Link>
    ),
  },
  { key: "types", head: "What is kept", stack: "2 / 1 / 3 / 3", cell: ({ types }) => <span className="cut muted">{typesSay(types)}</span> },
  {
    key: "records",
    head: "Records",
    width: "6rem",
    end: true,
    stack: "1 / 2",
    cell: ({ records }) => <span className="num">{records.toLocaleString("en-US")}</span>,
  },
  {
    key: "updated",
    head: "Last change",
    width: "8rem",
    end: true,
    stack: "hide",
    cell: ({ updatedAt }) => <When at={updatedAt} className="muted" />,
  },
];

/** "Results and observations 116, Visits 20". */
function typesSay(types: Individual["types"]): string {
  return Object.entries(types)
    .toSorted(([one], [other]) => inTypeOrder(one, other))
    .filter(([type]) => type !== "Patient")
    .map(([type, count]) => `${typeSays(type)} ${count}`)
    .join(", ");
}

export function IndividualsPage(): ReactNode {
  const { tenant, tenants } = useSession();
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Individuals"
        crumbs={tenant === null ? undefined : <span>{tenant.name}</span>}
        says="By pseudonym. Records stay covered until you open one, with a purpose; opening leaves an entry in the ledger."
      />
      {tenant === null && tenants.length > 0 ? (
        <ChooseTenant of={tenants} />
      ) : tenant === null ? (
        <NoTenant />
      ) : (
        <OfTenant tenant={tenant} />
      )}
    </main>
  );
}

/** A tenant comes with the first application or import: what was known of the session may be older than that, so it is asked again. */
function NoTenant(): ReactNode {
  const client = useQueryClient();
  useEffect(() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey }), [client]);
  return (
    <Panel title="Individuals">
      <Empty
        kind="not-set-up"
        icon={IconUserCircle}
        title="No tenant yet"
        says="Records belong to a tenant. The first application or import brings one."
        cite="164.308(a)(4)(i)"
        action={{ label: "Create an application", href: "/applications" }}
      />
    </Panel>
  );
}

/** Records belong to a tenant, and a session sees one at a time (164.308(a)(4)). */
function ChooseTenant({ of: tenants }: { of: readonly TenantName[] }): ReactNode {
  const choose = useChooseTenant();
  return (
    <Panel title="Choose a tenant" note={String(tenants.length)} {...(choose.isError ? { footer: <Faults error={choose.error} /> } : {})}>
      <ul className="lines">
        {tenants.map(({ id, name }) => (
          <li key={id} className="row">
            <span className="cut">{name}</span>
            <span className="push">
              <Button
                size="xs"
                onClick={() => choose.mutate(id)}
                loading={choose.isPending && choose.variables === id}
                aria-label={`Open ${name}`}
              >
                Open
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function OfTenant({ tenant }: { tenant: TenantName }): ReactNode {
  const individuals = useList(individualsQuery(tenant.id));
  return (
    <Panel title="Individuals" note={countOf(individuals)}>
      <List
        of={individuals}
        label="Individuals"
        columns={COLUMNS}
        rowKey={(row) => row.id}
        keys
        waiting={8}
        empty={
          <Empty
            kind="not-set-up"
            icon={IconUserCircle}
            title="No individuals yet"
            says="Records arrive through the FHIR API, or with npx part164 import."
            action={{ label: "See applications", href: "/applications" }}
          />
        }
      />
    </Panel>
  );
}
