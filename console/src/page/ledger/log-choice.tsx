// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ORGANIZATION_LOG } from "../../api/log.ts";
import { Faults } from "../../part/say/faults.tsx";
import { useSession } from "../../session/session-context.ts";
import { useChooseTenant } from "../../session/use-choose-tenant.ts";

const SIDE_BY_SIDE_MAX = 4;

/**
 * Which log is read: the organization's own, or a tenant's, where the reads of its records are. A session works with one tenant at a
 * time, so opening another's log changes to that tenant. Another log starts without filters.
 */
export function LogChoice({ log }: { log: string }): ReactNode {
  const { tenant, tenants } = useSession();
  const choose = useChooseTenant();
  const navigate = useNavigate();
  if (tenants.length === 0) return null;
  const logs = [{ id: ORGANIZATION_LOG, name: "Organization" }, ...tenants];
  const isAtHand = (id: string): boolean => id === ORGANIZATION_LOG || id === tenant?.id;
  const open = (id: string): void => (isAtHand(id) ? void navigate({ to: "/ledger", search: { log: id } }) : choose.mutate(id));
  return (
    <>
      {logs.length > SIDE_BY_SIDE_MAX ? (
        <NativeSelect
          aria-label="Log"
          value={log}
          onChange={({ currentTarget }) => open(currentTarget.value)}
          data={logs.map(({ id, name }) => ({ value: id, label: name }))}
          className="field log-select no-print"
        />
      ) : (
        <nav className="logs no-print" aria-label="Log">
          {logs.map(({ id, name }) =>
            isAtHand(id) ? (
              <Link key={id} to="/ledger" search={{ log: id }} {...(id === log ? { "aria-current": "true" as const } : {})}>
                {name}
              </Link>
            ) : (
              <button key={id} type="button" title={`Work with ${name} and open its log`} onClick={() => open(id)}>
                {name}
              </button>
            ),
          )}
        </nav>
      )}
      <Faults error={choose.error} />
    </>
  );
}
