// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Unproven } from "../../api/home.ts";
import { Cite } from "../../part/cite.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Panel } from "../../part/panel.tsx";
import { Status } from "../../part/status/verdict.tsx";
import { moment } from "../../time/times.ts";
import { useZone } from "../../time/use-now.ts";
import { unprovenRows, type UnprovenRow } from "./unproven-words.ts";

const SHOWN = 5;

/** What nobody could prove to an auditor today, and why: the first of it, and a link to the rest. */
export function UnprovenPanel({ unproven, asOf, hasRun }: { unproven: readonly Unproven[]; asOf: string; hasRun: boolean }): ReactNode {
  const zone = useZone();
  const rows = unprovenRows(unproven);
  return (
    <Panel
      title="Cannot be proven now"
      note={rows.length === 0 ? undefined : String(rows.length)}
      {...(rows.length > SHOWN ? { footer: <Link to="/unproven">All {rows.length}</Link> } : {})}
    >
      {rows.length === 0 && !hasRun ? (
        <Empty kind="nothing-due" title="No check has run yet" says="The first ones run within a minute of the server’s start." />
      ) : rows.length === 0 ? (
        <Empty kind="nothing-due" title="Every check has fresh evidence" says={`Last looked at ${moment(asOf, zone)}.`} />
      ) : (
        <ul className="lines unproven">
          {rows.slice(0, SHOWN).map((row) => (
            <li key={row.what}>
              <span className="row">
                <span>{row.what}</span>
                <span className="push">
                  <Status is={row.status} />
                </span>
              </span>
              <Why of={row} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Each reason on a line of its own, then the paragraphs. */
export function Why({ of: { whys, cites } }: { of: Pick<UnprovenRow, "whys" | "cites"> }): ReactNode {
  return (
    <>
      {whys.map((why) => (
        <span key={why} className="muted">
          {why}
        </span>
      ))}
      <span className="row wrap">
        {cites.map((cite) => (
          <Cite key={cite} of={cite} />
        ))}
      </span>
    </>
  );
}
