// SPDX-License-Identifier: Apache-2.0
// Risks (164.308(a)(1)(ii)(A)-(B)): where the analysis stands with one next step, the register, where its risks stand, and what there was.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { libraryQuery, risksQuery, standingQuery, type Standing } from "../../api/risk.ts";
import { Empty } from "../../part/say/empty.tsx";
import { NextStep } from "../../part/say/next-step.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { listedOf } from "../../part/table/list.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { date } from "../../time/times.ts";
import { AnalysesPanel } from "./analyses-panel.tsx";
import { CausesPanel } from "./causes-panel.tsx";
import { RegisterPanel } from "./register-panel.tsx";
import { RiskMatrix } from "./risk-matrix.tsx";
import { StartDialog } from "./start-dialog.tsx";

const NO_RISKS: readonly never[] = [];
const ON_REGISTER: readonly string[] = ["assessed", "in treatment", "treated"];

export function RisksPage(): ReactNode {
  const { cell } = useSearch({ from: "/inside/risks" });
  const risks = useQuery(risksQuery);
  const standing = useQuery(standingQuery);
  const library = useQuery(libraryQuery);
  const mayStart = useMay("program.risk-analysis.start");
  const [isStarting, setStarting] = useState(false);
  const counted = (risks.data ?? NO_RISKS).filter(({ state }) => ON_REGISTER.includes(state));
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Risks"
        says="What could harm PHI, how likely and how bad, and what is done about it. Analysed every year and when something changes."
        {...(mayStart && standing.data?.open === null && standing.data.next.act !== "start"
          ? { actions: <Button onClick={() => setStarting(true)}>Begin an analysis</Button> }
          : {})}
      />
      <div className="stack loose">
        {standing.data !== undefined ? (
          <Next of={standing.data} mayStart={mayStart} onStart={() => setStarting(true)} />
        ) : standing.isPending ? (
          <Waiting lines={2} />
        ) : (
          <Empty kind="failed" error={standing.error} onRetry={() => void standing.refetch()} />
        )}
        <CausesPanel causes={standing.data?.causes ?? NO_RISKS} risks={counted} />
        {library.data === undefined || counted.length === 0 ? null : <RiskMatrix risks={counted} library={library.data} chosen={cell} />}
        <RegisterPanel of={listedOf(risks, risks.data)} mayFile={mayStart} />
        <AnalysesPanel />
      </div>
      {isStarting ? <StartDialog isFirst={standing.data?.inForce === null} onClose={() => setStarting(false)} /> : null}
    </main>
  );
}

/** One next step, and until when the analysis counts. */
function Next({ of: { next, inForce }, mayStart, onStart }: { of: Standing; mayStart: boolean; onStart: () => void }): ReactNode {
  const counts =
    inForce === null ? "No analysis is approved yet." : `The analysis of ${date(inForce.asOf)} counts until ${date(inForce.dueOn)}.`;
  const action =
    next.act === "start" ? (
      mayStart ? (
        <Button variant="filled" onClick={onStart}>
          Begin
        </Button>
      ) : null
    ) : undefined;
  return (
    <NextStep
      tone={next.act === null && next.title === "Nothing is due" ? "plain" : "act"}
      title={next.title}
      says={`${next.says} ${counts}`}
      href={next.act === "go" ? next.href : null}
      go="Go there"
      action={action}
    />
  );
}
