// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import type { Unproven } from "../../api/home.ts";
import { Cite } from "../../part/cite.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Panel } from "../../part/panel.tsx";
import { Status } from "../../part/status/verdict.tsx";
import { moment } from "../../time/times.ts";
import { useZone } from "../../time/use-now.ts";

const SHOWN = 12;

/** What nobody could prove to an auditor today, and why. */
export function UnprovenPanel({ unproven, asOf, hasRun }: { unproven: readonly Unproven[]; asOf: string; hasRun: boolean }): ReactNode {
  const zone = useZone();
  const rest = unproven.length - SHOWN;
  return (
    <Panel
      title="Cannot be proven now"
      note={unproven.length === 0 ? undefined : String(unproven.length)}
      {...(rest > 0 ? { footer: `And ${rest} more, under Requirements.` } : {})}
    >
      {unproven.length === 0 && !hasRun ? (
        <Empty kind="nothing-due" title="No check has run yet" says="The first ones run within a minute of the server’s start." />
      ) : unproven.length === 0 ? (
        <Empty kind="nothing-due" title="Every check has fresh evidence" says={`Last looked at ${moment(asOf, zone)}.`} />
      ) : (
        <ul className="lines unproven">
          {unproven.slice(0, SHOWN).map(({ check, what, why, cites, status }) => (
            <li key={check}>
              <span className="row">
                <span>{what}</span>
                <span className="push">
                  <Status is={status} />
                </span>
              </span>
              <span className="muted">{why}</span>
              <span className="row wrap">
                {cites.map((cite) => (
                  <Cite key={cite} of={cite} />
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
