// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { VERDICT_SAYS, VERDICTS, type Totals } from "../../api/verdict.ts";

/** Verdict totals as one line. Its numbers always stand beside it, so it is decoration to a screen reader. */
export function VerdictBar({ totals, tiny = false }: { totals: Totals; tiny?: boolean }): ReactNode {
  return (
    <div className={tiny ? "bar tiny" : "bar"} aria-hidden="true">
      {VERDICTS.map((verdict) => {
        const count = totals[verdict] ?? 0;
        return count === 0 ? null : <span key={verdict} className="part" data-verdict={verdict} style={{ flex: `${count} 1 0` }} />;
      })}
    </div>
  );
}

/** The numbers of the bar, each a link to its requirements. */
export function VerdictLegend({ totals }: { totals: Totals }): ReactNode {
  return (
    <ul className="legend">
      {VERDICTS.map((verdict) => (
        <li key={verdict}>
          <span className="part swatch" data-verdict={verdict} />
          <Link to="/requirements" search={{ verdict }}>
            {VERDICT_SAYS[verdict]}
            {verdict === "not-applicable" ? ", with reason" : ""}
          </Link>
          <span className="n">{totals[verdict] ?? 0}</span>
        </li>
      ))}
    </ul>
  );
}
