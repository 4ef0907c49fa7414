// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ORGANIZATION_LOG } from "../../api/log.ts";
import { owedQuery, type Policy, type PolicyText } from "../../api/policy.ts";
import { CopyIcon } from "../../part/copy.tsx";
import { Facts } from "../../part/facts.tsx";
import { DayField } from "../../part/form/day-field.tsx";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";

const day = (on: string | null): ReactNode => (on === null ? null : <When at={on} as="date" />);

export function FactsPanel({ of: text }: { of: PolicyText }): ReactNode {
  const mayLedger = useMay("ledger.entry.list");
  return (
    <Panel
      title="This version"
      padded
      {...(mayLedger
        ? {
            footer: (
              <Link to="/ledger" search={{ log: ORGANIZATION_LOG, kind: "program.policy.approve" }}>
                Approvals in the ledger
              </Link>
            ),
          }
        : {})}
    >
      <Facts
        of={[
          [
            "Version",
            <span key="version" className="mono">
              {text.version}
            </span>,
          ],
          ["In effect", day(text.effectiveOn)],
          ["Until", day(text.endedOn)],
          ["Look again by", text.reviewOn === null || text.endedOn !== null ? null : <DueDay key="review" on={text.reviewOn} />],
          ["What it changed", text.summary],
          ["Material", text.isMaterial ? "Yes: acknowledged anew" : "No: earlier acknowledgements stand"],
          ["Proposed by", text.proposedByName ?? "the operator"],
          ["Proposed", <When key="proposed" at={text.proposedAt} as="moment" />],
          [text.state === "rejected" ? "Rejected by" : "Approved by", text.decidedByName],
          ["Decided", text.decidedAt === null ? null : <When key="decided" at={text.decidedAt} as="moment" />],
          ["Reason", text.reason],
          [
            "SHA-256",
            <span key="hash" className="row">
              <code title={text.sha256}>{text.sha256.slice(0, 8)}</code>
              <CopyIcon text={text.sha256} label="Copy the hash" />
            </span>,
          ],
          [
            "Commit",
            <code key="commit" title={text.commit}>
              {text.commit.slice(0, 8)}
            </code>,
          ],
        ]}
      />
    </Panel>
  );
}

export function VersionsPanel({ of: { policy, versions, id } }: { of: PolicyText }): ReactNode {
  const navigate = useNavigate();
  const today = dayOf(useNow(), useZone());
  return (
    <Panel title="Versions" note={String(versions.length)}>
      <ul className="lines">
        {versions.map((one) => (
          <li key={one.id} className="version" {...(one.id === id ? { "aria-current": true } : {})}>
            <Link to="/policies/$policy" params={{ policy }} search={{ version: one.id }} resetScroll={false}>
              <span className="mono">{one.version}</span>
            </Link>
            <StateChip is={one.endedOn !== null && one.endedOn < today ? "ended" : one.state} />
            <span className="small muted wide">
              {one.effectiveOn === null ? (
                <>
                  Proposed <When at={one.proposedAt} as="moment" />
                </>
              ) : (
                <>From {day(one.effectiveOn)}</>
              )}
              {one.endedOn === null ? "" : <> to {day(one.endedOn)}</>}
            </span>
          </li>
        ))}
      </ul>
      <div className="in as-of-pick">
        <DayField
          label="As of"
          hint="What was in force on that day."
          value={undefined}
          max={today}
          onValue={(asOf) => {
            if (asOf !== undefined && /^(19|20)\d\d-/.test(asOf))
              void navigate({ to: "/policies/$policy", params: { policy }, search: { asOf } });
          }}
        />
      </div>
    </Panel>
  );
}

const NAMED_MAX = 20;

/** Who has still to acknowledge what is in force; for those who may know. */
export function OwedPanel({ of: { policy, acknowledged, members, overdue } }: { of: Policy }): ReactNode {
  const may = useMay("program.acknowledgement.list");
  const owed = useQuery({ ...owedQuery(policy), enabled: may });
  if (!may) return null;
  return (
    <Panel
      title="Acknowledged"
      note={`${acknowledged} of ${members}`}
      footer={overdue === 0 ? undefined : <span className="harm">{overdue} overdue</span>}
    >
      {owed.isPending ? (
        <Waiting lines={3} />
      ) : owed.data === undefined ? (
        <Empty kind="failed" error={owed.error} onRetry={() => void owed.refetch()} />
      ) : owed.data.length === 0 ? (
        <p className="owed muted">Everybody has.</p>
      ) : (
        <div className="owed stack">
          <p className="muted">Still to read it:</p>
          <ul>
            {owed.data.slice(0, NAMED_MAX).map(({ member, name }) => (
              <li key={member}>{name}</li>
            ))}
          </ul>
          {owed.data.length <= NAMED_MAX ? null : <p className="muted">and {owed.data.length - NAMED_MAX} more.</p>}
        </div>
      )}
    </Panel>
  );
}
