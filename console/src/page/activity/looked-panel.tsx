// SPDX-License-Identifier: Apache-2.0
// What a review looked at: each class with its rule, also where it found nothing; each log from which entry to which.
import type { ReactNode } from "react";
import type { ReviewDetail } from "../../api/activity.ts";
import { HrefLink } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { Facts } from "../../part/facts.tsx";
import { useMay, useSession } from "../../session/session-context.ts";
import { plural } from "../../time/times.ts";
import { lookedSays } from "./activity-words.ts";
import { entryHref, mayFollow } from "./evidence.tsx";

export function LookedPanel({ of: { classes, logs } }: { of: ReviewDetail }): ReactNode {
  const mayLedger = useMay("ledger.entry.read");
  const { tenant } = useSession();
  const edge = (log: string, event: string | null, says: string): ReactNode =>
    event === null ? null : mayLedger && mayFollow(log, tenant?.id ?? null) ? (
      <HrefLink href={entryHref(log, event)}>{says}</HrefLink>
    ) : (
      says
    );
  return (
    <>
      <Panel title="What was looked for" note={plural(classes.length, "class", "classes")} padded>
        <Facts
          of={classes.map(
            (one) =>
              [
                one.title,
                <span className="two-lines" key={one.class}>
                  <span>{lookedSays(one)}</span>
                  <span className="small muted">{one.says}</span>
                </span>,
              ] as const,
          )}
        />
      </Panel>
      <Panel title="Logs" note={plural(logs.length, "log")} padded>
        <Facts
          of={logs.map(
            ({ log, name, entries, first, last }) =>
              [
                name,
                <span className="row wrap" key={log}>
                  <span>{plural(entries, "entry", "entries")}</span>
                  {edge(log, first, "first entry")} {edge(log, last, "last entry")}
                </span>,
              ] as const,
          )}
        />
      </Panel>
    </>
  );
}
