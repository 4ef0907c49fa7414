// SPDX-License-Identifier: Apache-2.0
// The cells of what is due: by when, and which paragraph, contract or policy of ours wants it.
import type { ReactNode } from "react";
import { Cite } from "../cite.tsx";

type Basis = "law" | "policy" | "contract";

export const BASIS: Readonly<Record<Basis, string>> = { law: "Law", policy: "Policy", contract: "Contract" };

export function WantedBy({ of: { cite, basis } }: { of: { readonly cite: string | null; readonly basis: Basis } }): ReactNode {
  return (
    <div className="basis">
      {cite === null ? null : <Cite of={cite} />}
      <span className="small muted">{BASIS[basis]}</span>
    </div>
  );
}

/** How long it still is, and the day itself under it. */
export function DueCell({ chip, day }: { chip: ReactNode; day: ReactNode }): ReactNode {
  return (
    <div className="first">
      {chip}
      {day}
    </div>
  );
}
