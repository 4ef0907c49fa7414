// SPDX-License-Identifier: Apache-2.0
// Read by the type checker only: each line marked here must be an error, or the type of Empty has lost a guard.
import type { ReactNode } from "react";
import { Empty } from "./empty.tsx";

export function Forbidden(): ReactNode {
  return (
    <>
      {/* @ts-expect-error A button without a target. */}
      <Empty kind="not-set-up" title="No devices yet" says="One sentence." action={{ label: "Add a device" }} />
      {/* @ts-expect-error Filtered to nothing, and no way back. */}
      <Empty kind="filtered" title="No entry matches" says="One sentence." />
      {/* @ts-expect-error A failure that cannot be tried again. */}
      <Empty kind="failed" error={null} />
      {/* @ts-expect-error What is withheld has no title of its own: it would confirm that it exists. */}
      <Empty kind="not-yours" title="Psychotherapy notes" />
    </>
  );
}
