// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { entriesQuery } from "../../api/entry.ts";
import { purposeSays } from "../../api/fhir.ts";
import type { Individual } from "../../api/individual.ts";
import type { TenantName } from "../../api/session.ts";
import { Waiting } from "../../part/table/data-table.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Facts } from "../../part/facts.tsx";
import { Panel } from "../../part/panel.tsx";
import { ProofBadge } from "../../part/status/proof-badge.tsx";
import { When } from "../../part/when.tsx";
import { ActorName } from "../ledger/actor-name.tsx";
import { isRefusal, outcomeShort } from "../ledger/entry-words.ts";

export function AboutPanel({
  id,
  tenant,
  known,
  types,
}: {
  id: string;
  tenant: TenantName;
  known: Individual | undefined;
  types: Readonly<Record<string, number>>;
}): ReactNode {
  const count = known?.records ?? Object.values(types).reduce((sum, own) => sum + own, 0);
  return (
    <Panel title="About these records" padded>
      <Facts
        of={[
          ["Tenant", tenant.name],
          [
            "Individual",
            <span key="id" className="mono">
              {id}
            </span>,
          ],
          ["Records", count.toLocaleString("en-US")],
          ["Last change", known === undefined ? null : <When key="at" at={known.updatedAt} as="moment" />],
          ["Sealed", "each under this individual’s own key"],
        ]}
      />
    </Panel>
  );
}

const SHOWN = 6;
const SETTLES_MS = 3_000;
/** What shows content; making, importing and listing records does not. */
const OPENINGS = new Set(["phi.record.read", "phi.record.read-version", "phi.record.list-versions"]);
const PAGES_MAX = 3;

/** Who opened what of this individual, from the ledger; looked at again after each opening here. */
export function TrailPanel({ id, log, opened }: { id: string; log: string; opened: number }): ReactNode {
  const filter = { log, individual: id };
  const list = useInfiniteQuery(entriesQuery(filter));
  const { refetch, hasNextPage, isFetching, fetchNextPage } = list;
  useEffect(() => {
    if (opened === 0) return;
    const timer = setTimeout(() => void refetch(), SETTLES_MS); // Once, after several were opened together.
    return () => clearTimeout(timer);
  }, [opened, refetch]);
  const seen = list.data?.pages.flatMap((page) => page.items) ?? [];
  const entries = seen.filter(({ kind }) => OPENINGS.has(kind));
  const isShort = entries.length < SHOWN && hasNextPage && (list.data?.pages.length ?? 0) < PAGES_MAX;
  useEffect(() => {
    if (isShort && !isFetching) void fetchNextPage();
  }, [isShort, isFetching, fetchNextPage]);
  return (
    <Panel
      title="Who opened it"
      action={
        <Link to="/ledger" search={filter}>
          All
        </Link>
      }
    >
      {list.isPending || (entries.length === 0 && isShort) ? (
        <Waiting lines={3} />
      ) : list.isError ? (
        <Empty kind="failed" error={list.error} onRetry={() => void refetch()} />
      ) : entries.length === 0 ? (
        <Empty
          kind="nothing-due"
          title="Nobody yet"
          says={hasNextPage ? `No opening among the newest ${seen.length} entries.` : "The first opening will be the first entry here."}
        />
      ) : (
        <ul className="lines trail">
          {entries.slice(0, SHOWN).map(({ event, actor, at, says, outcome, record, purpose, state, index }) => (
            <li key={event}>
              <span className="cut">
                <ActorName of={actor} />
              </span>
              <When at={at} className="small muted" />
              <span className={isRefusal(outcome) ? "small harm cut" : "small muted cut"}>
                {isRefusal(outcome) ? `${outcomeShort(outcome)}: ` : ""}
                {says}
                {record === null ? "" : `, ${record.type}`}
                {purpose === null ? "" : `, ${purposeSays(purpose).toLowerCase()}`}
              </span>
              <ProofBadge event={event} log={log} state={state} index={index} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
