// SPDX-License-Identifier: Apache-2.0
// Home: what is due, what changed, what cannot be proven. A list by date, not a dashboard.
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { homeQuery, type Home } from "../../api/home.ts";
import { VERDICTS } from "../../api/verdict.ts";
import { Waiting } from "../../part/table/data-table.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { HrefButton } from "../../part/link-button.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Panel } from "../../part/panel.tsx";
import { Said } from "../../part/said.tsx";
import { VerdictBar, VerdictLegend } from "../../part/status/verdict-bar.tsx";
import { When } from "../../part/when.tsx";
import { useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { roomsFor } from "../../shell/rooms.ts";
import { daysUntil, instantMs, plural, span, today } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { ChangedPanel } from "./changed-panel.tsx";
import { DuePanel } from "./due-panel.tsx";
import { UnprovenPanel } from "./unproven-panel.tsx";

/** Home for those it is for; others begin in the first room they may enter. */
/** Verdicts that only evidence gives. */
const JUDGED = ["met", "partly-met", "gap"] as const;

export function HomePage(): ReactNode {
  const { may } = useSession();
  const first = roomsFor(may)[0]?.rooms[0];
  if (may.includes("report.home.read")) return <HomeRoom />;
  if (first !== undefined) return <Navigate to={first.to} search={{}} replace />;
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Home"
        says="You are signed in. Nothing is waiting for you here yet; your security official can give you more to do."
      />
    </main>
  );
}

function HomeRoom(): ReactNode {
  const home = useQuery(homeQuery);
  const zone = useZone();
  const now = useNow();
  const { data } = home;
  const late = data?.due.filter((item) => item.late).length ?? 0;
  const dueToday =
    data?.due.filter((item) => !item.late && instantMs(item.dueAt) >= now && daysUntil(item.dueAt, zone, now) === 0).length ?? 0;
  return (
    <main id="main" tabIndex={-1}>
      <PageHead title="Home" says={`${today(now, zone)}.${data === undefined ? "" : ` ${dueSays(late, dueToday)}`}`} />
      {home.isPending ? (
        <Waiting lines={8} />
      ) : data === undefined ? (
        <Empty kind="failed" error={home.error} onRetry={() => void home.refetch()} />
      ) : (
        <Rooms of={data} />
      )}
    </main>
  );
}

function dueSays(late: number, dueToday: number): string {
  if (late === 0 && dueToday === 0) return "Nothing is late, nothing is due today.";
  const parts = [
    late > 0 ? `${plural(late, "item")} ${late === 1 ? "is" : "are"} late` : null,
    dueToday > 0 ? `${late > 0 ? dueToday : plural(dueToday, "item")} ${dueToday === 1 ? "is" : "are"} due today` : null,
  ].filter((part) => part !== null);
  return `${parts.join(" and ")}.`;
}

function Rooms({ of: home }: { of: Home }): ReactNode {
  const { next, ledger } = home;
  return (
    <div className="home">
      <div>
        {ledger.alarm ? (
          <Notice tone="harm" title="The ledger is behind.">
            The last entries wait {span(ledger.lagMs)} for their place. Reads and writes go on; proof comes later. Ask whoever runs the
            server to look.
          </Notice>
        ) : null}
        {next === null ? null : (
          <section className="next" aria-labelledby="next-step">
            <h2 id="next-step">Next step: {next.title}</h2>
            <p>
              <Said text={next.says} />
            </p>
            <HrefButton href={next.href} filled>
              Continue
            </HrefButton>
          </section>
        )}
        <DuePanel due={home.due} asOf={home.asOf} />
        <ChangedPanel entries={home.changed} />
      </div>
      <div>
        <TotalsPanel home={home} />
        <UnprovenPanel unproven={home.unproven} asOf={home.asOf} hasRun={JUDGED.some((verdict) => (home.totals[verdict] ?? 0) > 0)} />
      </div>
    </div>
  );
}

function TotalsPanel({ home: { totals, vacated, asOf, ledger } }: { home: Home }): ReactNode {
  const all = VERDICTS.reduce((sum, verdict) => sum + (totals[verdict] ?? 0), 0);
  return (
    <Panel
      title="Part 164"
      padded
      action={
        <Link to="/requirements" search={{}}>
          Requirements
        </Link>
      }
      footer={
        <span>
          Judged <When at={asOf} as="time" /> from {plural(ledger.size, "entry", "entries")}.{" "}
          {vacated === 0 ? "" : `${plural(vacated, "vacated paragraph")} ${vacated === 1 ? "is" : "are"} not counted.`}
        </span>
      }
    >
      <div className="stack">
        <p>
          <span className="figure">{totals.met ?? 0}</span> <span className="muted">of {all} paragraphs met by evidence</span>
        </p>
        <VerdictBar totals={totals} />
        <VerdictLegend totals={totals} />
      </div>
    </Panel>
  );
}
