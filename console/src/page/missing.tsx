// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { healthQuery } from "../api/health.ts";
import { Empty } from "../part/say/empty.tsx";
import { Waiting } from "../part/table/data-table.tsx";

/** No such page, or not yours: both look the same. */
export function Missing(): ReactNode {
  return (
    <main id="main" tabIndex={-1}>
      <h1 className="sr" tabIndex={-1}>
        Not here, or not yours
      </h1>
      <Empty kind="not-yours" action={{ label: "Go to Home", href: "/" }} />
    </main>
  );
}

/**
 * A page that could not be drawn. Where its code did not come, either the server is gone, or after an update it has other parts: a
 * reload brings the new ones. Which of the two, the server's health tells.
 */
export function PageFault({ error, reset }: ErrorComponentProps): ReactNode {
  const isUnloaded = error instanceof Error && /dynamically imported module|Importing a module script/i.test(error.message);
  const health = useQuery({ ...healthQuery, enabled: isUnloaded, staleTime: 0 });
  return (
    <main id="main" tabIndex={-1}>
      <h1 className="sr" tabIndex={-1}>
        This page did not load
      </h1>
      {!isUnloaded ? (
        <Empty kind="failed" error={error} onRetry={reset} />
      ) : health.isError ? (
        <Empty
          kind="failed"
          error={health.error}
          onRetry={() => void health.refetch().then(({ isSuccess }) => (isSuccess ? window.location.reload() : undefined))}
        />
      ) : health.isPending ? (
        <Waiting />
      ) : (
        <div className="empty">
          <strong>The console was updated</strong>
          <p>Reload to get the new version. Nothing was lost on the server.</p>
          <Button variant="filled" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </div>
      )}
    </main>
  );
}
