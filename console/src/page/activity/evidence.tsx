// SPDX-License-Identifier: Apache-2.0
// Where an item's evidence is: entries of the ledger, which shows them to whoever may see that log. Nothing here says which individual.
import type { ReactNode } from "react";
import type { ActivityItem } from "../../api/activity.ts";
import { HrefLink } from "../../part/link-button.tsx";
import { When } from "../../part/when.tsx";
import { withQuery } from "../../part/with-query.ts";

/** An entry's own page; of the organization's log it needs no more than its id. */
export const entryHref = (log: string, event: string): string => withQuery(`/ledger/${event}`, log === "organization" ? {} : { log });

/** One session sees one tenant's log at a time, and the organization's. */
export const mayFollow = (log: string, tenant: string | null): boolean => log === "organization" || log === tenant;

/** More of them are in the ledger, beside these; of what was drawn each is looked at. */
const SHOWN = 3;

export function Evidence({ of: { n, class: of, log, logName, evidence }, follows }: { of: ActivityItem; follows: boolean }): ReactNode {
  return (
    <span className="two-lines">
      <span className="cut">{logName}</span>
      <span className="small muted row wrap">
        {(of === "sample" ? evidence : evidence.slice(0, SHOWN)).map(({ event, at }, index) =>
          follows ? (
            <HrefLink key={event} href={entryHref(log, event)} title={`Entry ${index + 1} of item ${n}`}>
              <When at={at} as="moment" />
            </HrefLink>
          ) : (
            <When key={event} at={at} as="moment" />
          ),
        )}
      </span>
    </span>
  );
}
