// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Empty } from "../part/say/empty.tsx";

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

/** A page that could not be drawn. After an update the old parts of the console are gone from the server: a reload brings the new. */
export function PageFault({ error, reset }: ErrorComponentProps): ReactNode {
  const isUpdated = error instanceof Error && /dynamically imported module|Importing a module script/i.test(error.message);
  return (
    <main id="main" tabIndex={-1}>
      <h1 className="sr" tabIndex={-1}>
        This page did not load
      </h1>
      {isUpdated ? (
        <div className="empty">
          <strong>The console was updated</strong>
          <p>Reload to get the new version. Nothing was lost on the server.</p>
          <Button variant="filled" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </div>
      ) : (
        <Empty kind="failed" error={error} onRetry={reset} />
      )}
    </main>
  );
}
