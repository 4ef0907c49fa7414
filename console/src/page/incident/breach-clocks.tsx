// SPDX-License-Identifier: Apache-2.0
// Every clock, the first due first: by when, why, and the notice that answers it, from draft to proof.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { draftNotice, type BreachClock, type BreachDetail } from "../../api/incident.ts";
import { Cite } from "../../part/cite.tsx";
import { Panel } from "../../part/panel.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { PartyName } from "./party-name.tsx";
import { ClockDue, DueBy } from "./clock-due.tsx";
import { TO_SAYS } from "./incident-words.ts";

export function BreachClocks({ of: breach }: { of: BreachDetail }): ReactNode {
  const { clocks, idle, assessment } = breach;
  const delay = assessment.answers["delay"];
  return (
    <Panel
      title="Clocks"
      note={clocks.length === 0 ? "None runs: say when it was discovered" : undefined}
      footer={
        <>
          {delay === "written" || delay === "oral" ? "Law enforcement asked to wait (164.412)." : "No law enforcement delay (164.412)."}{" "}
          State law is not tracked here: ask counsel.
        </>
      }
    >
      <ol className="lines clocks">
        {clocks.map((clock) => (
          <Clock key={clock.key} of={clock} breach={breach} />
        ))}
        {idle.map(({ to, cite, says }) => (
          <li key={to}>
            <span className="muted">Not running</span>
            <div className="what">
              <span>{TO_SAYS[to]}</span>
              <span className="small muted">{says}</span>
              <span className="row">
                <Cite of={cite} />
              </span>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Clock({ of: clock, breach }: { of: BreachClock; breach: BreachDetail }): ReactNode {
  const notices = breach.notices.filter((notice) => notice.clock === clock.key && notice.state !== "discarded");
  return (
    <li>
      <div className="stack due">
        <ClockDue of={clock} />
        <span className="small muted">
          <DueBy of={clock} />
        </span>
      </div>
      <div className="what">
        <span>
          {TO_SAYS[clock.to]}
          {clock.state === null ? null : `, ${clock.state}`}
        </span>
        {clock.party === null ? null : <PartyName id={clock.party} />}
        <span className="small muted">{clock.basis}</span>
        <span className="row wrap">
          <Cite of={clock.cite} />
          {notices.map((notice) => (
            <Link key={notice.id} to="/submissions/$submission" params={{ submission: notice.id }}>
              Notice: {notice.state}
            </Link>
          ))}
          {clock.sentAt === null ? null : (
            <span className="small muted">
              <When at={clock.sentAt} as="moment" />
            </span>
          )}
        </span>
        {clock.sentAt === null && clock.standing !== "stopped" && notices.length === 0 ? (
          <Draft breach={breach.assessment.id} clock={clock} />
        ) : null}
      </div>
    </li>
  );
}

function Draft({ breach, clock }: { breach: string; clock: BreachClock }): ReactNode {
  const may = useMay("program.breach-notice.draft");
  const client = useQueryClient();
  const navigate = useNavigate();
  const draft = useMutation({
    mutationFn: () => draftNotice(breach, clock.key),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["submission"] });
      await navigate({ to: "/submissions/$submission", params: { submission: id } });
    },
  });
  if (!may) return null;
  return (
    <div className="no-print">
      <Button size="xs" loading={draft.isPending} onClick={() => draft.mutate()}>
        Draft the notice
      </Button>
      <Faults error={draft.error} beside={[]} />
    </div>
  );
}
