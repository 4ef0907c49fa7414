// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { Cite } from "../../part/cite.tsx";
import { Facts, type Fact } from "../../part/facts.tsx";

const DECISION_SAYS: Readonly<Record<string, string>> = {
  implement: "Implemented as written.",
  alternative: "An equivalent alternative measure is in place.",
  "not-reasonable": "Not reasonable and appropriate here; documented instead.",
};

/** "decidedBy" to "Decided by". */
function labelOf(name: string): string {
  const words = name.replaceAll(/([A-Z])/g, " $1").toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** An addressable specification is never met without the record of what was decided. */
export function DecisionSection({ decision }: { decision: Readonly<Record<string, unknown>> | null }): ReactNode {
  const facts = Object.entries(decision ?? {}).flatMap(([name, value]): Fact[] =>
    name !== "decision" && (typeof value === "string" || typeof value === "number") ? [[labelOf(name), String(value)]] : [],
  );
  const said = decision?.["decision"];
  return (
    <section>
      <h3>Decision</h3>
      {decision === null ? (
        <p>
          None is recorded. Addressable does not mean optional: until somebody decides and says why, this is at most partly met (
          <Cite of="164.306(d)" />
          ).
        </p>
      ) : (
        <>
          <p>{typeof said === "string" ? (DECISION_SAYS[said] ?? said) : "Recorded."}</p>
          <Facts of={facts} />
        </>
      )}
    </section>
  );
}
