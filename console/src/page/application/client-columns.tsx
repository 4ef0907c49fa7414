// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconCircleMinus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Client } from "../../api/client.ts";
import { purposeSays } from "../../api/fhir.ts";
import { Chip } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";

const NO_TENANT = "None";

export const CLIENTS: Narrowing<Client> = {
  fields: {
    name: ({ name }) => name,
    tenant: ({ tenant }) => tenant?.name ?? NO_TENANT,
    scopes: ({ scopes }) => scopes.join(" "),
    purposes: ({ purposes }) => purposes.map(purposeSays).join(", "),
    last_used_at: ({ lastUsedAt }) => lastUsedAt,
    id: ({ id }) => id,
  },
  also: { revoked_at: ({ revokedAt }) => revokedAt },
  filters: [{ field: "tenant", label: "Tenant", all: "All tenants" }],
};

const COLUMNS: readonly Column<Client>[] = [
  {
    key: "name",
    head: "Application",
    stack: "1 / 1 / 2 / 3",
    cell: ({ name, id }) => (
      <span className="cut">
        {name}
        <span className="cut mono muted">{id}</span>
      </span>
    ),
  },
  {
    key: "tenant",
    head: "Tenant",
    width: "16%",
    stack: "2 / 1",
    cell: ({ tenant }) => <span className="cut">{tenant?.name ?? NO_TENANT}</span>,
  },
  {
    key: "scopes",
    head: "May",
    width: "26%",
    stack: "3 / 1 / 4 / 3",
    cell: ({ scopes, purposes }) => (
      <span className="cut" title={scopes.join(" ")}>
        <span className="cut mono">{scopes.join(" ")}</span>
        <span className="cut small muted">{purposes.map(purposeSays).join(", ")}</span>
      </span>
    ),
  },
  {
    key: "last_used_at",
    head: "Last used",
    width: "8rem",
    end: true,
    stack: "4 / 1",
    says: true,
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

/** The columns of the applications' table; with `onRevoke`, a last one to take an application's access away. */
export function clientColumns(onRevoke: ((client: Client) => void) | null): readonly Column<Client>[] {
  if (onRevoke === null) return COLUMNS;
  const cell = (client: Client): ReactNode =>
    client.revokedAt !== null ? null : (
      <Button size="xs" variant="subtle" onClick={() => onRevoke(client)} aria-label={`Revoke ${client.name}`}>
        Revoke
      </Button>
    );
  return [...COLUMNS, { key: "revoke", head: "Access", width: "6.5rem", end: true, stack: "4 / 2", cell }];
}
