// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { logsQuery } from "../../api/log.ts";

const SIDE_BY_SIDE_MAX = 4;

/** Which log is read: the organization's own, or one tenant's. Reads of records are in their tenant's. Another log, other filters. */
export function LogChoice({ log, onLog }: { log: string; onLog: (log: string) => void }): ReactNode {
  const { data } = useQuery(logsQuery);
  const logs = data?.items ?? [];
  if (logs.length < 2) return null;
  if (logs.length > SIDE_BY_SIDE_MAX) {
    return (
      <NativeSelect
        aria-label="Log"
        value={log}
        onChange={({ currentTarget }) => onLog(currentTarget.value)}
        data={logs.map((one) => ({ value: one.log, label: one.name }))}
        className="field log-select no-print"
      />
    );
  }
  return (
    <nav className="logs no-print" aria-label="Log">
      {logs.map((one) => (
        <Link key={one.log} to="/ledger" search={{ log: one.log }} {...(one.log === log ? { "aria-current": "true" as const } : {})}>
          {one.name}
        </Link>
      ))}
    </nav>
  );
}
