// SPDX-License-Identifier: Apache-2.0
// One analysis: its lines asset by asset, several decided at once; then finished, and approved by somebody who did not run it.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import {
  analysisQuery,
  approveAnalysis,
  finishAnalysis,
  libraryQuery,
  rescope,
  type AnalysisDetail,
  type Library,
} from "../../api/risk.ts";
import { HrefButton } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { useMay, useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { date, plural } from "../../time/times.ts";
import { LinesPanel } from "./lines-panel.tsx";
import { ReturnDialog } from "./return-dialog.tsx";
import { triggerSays } from "./risk-words.ts";

/** Who may approve; the server decides. */
const APPROVERS: readonly string[] = ["executive", "security-official", "privacy-official"];

export function RiskAnalysisPage(): ReactNode {
  const { analysis } = useParams({ from: "/inside/risks/analyses/$analysis" });
  const read = useQuery(analysisQuery(analysis));
  const library = useQuery(libraryQuery);
  return (
    <main id="main" tabIndex={-1} className="evaluation">
      {read.data !== undefined && library.data !== undefined ? (
        <Whole of={read.data} library={library.data} />
      ) : (
        <>
          <PageHead crumbs={<Link to="/risks">Risks</Link>} title="Risk analysis" />
          {read.isPending || library.isPending ? (
            <Waiting lines={12} />
          ) : (
            <Empty kind="failed" error={read.error ?? library.error} onRetry={() => void read.refetch()} />
          )}
        </>
      )}
    </main>
  );
}

/** What is done to the analysis as a whole; each reads everything about risks again. */
function useActs(id: string) {
  const client = useQueryClient();
  const onSuccess = (): Promise<unknown> =>
    Promise.all(["risks", "tasks", "home", "requirements", "submissions"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const finish = useMutation({ mutationFn: () => finishAnalysis(id), onSuccess });
  const approve = useMutation({ mutationFn: () => approveAnalysis(id), onSuccess });
  const update = useMutation({ mutationFn: () => rescope(id), onSuccess });
  return { finish, approve, update, refresh: onSuccess, error: finish.error ?? approve.error ?? update.error };
}

function Whole({ of: analysis, library }: { of: AnalysisDetail; library: Library }): ReactNode {
  const { user, organization } = useSession();
  const mayDecide = useMay("program.risk-analysis.decide");
  const acts = useActs(analysis.id);
  const [isReturning, setReturning] = useState(false);
  const { approvedAt, finishedAt, lines } = analysis;
  const decided = lines.filter(({ decision }) => decision !== null).length;
  const isOwn = analysis.startedBy === user.id || analysis.finishedBy === user.id || analysis.hasDecided;
  const isApprover = user.roles.some((role) => APPROVERS.includes(role));
  const left = lines.length - decided;
  return (
    <>
      <PageHead
        crumbs={<Link to="/risks">Risks</Link>}
        title={`Risk analysis of ${date(analysis.asOf)}`}
        says={
          <>
            {analysis.reason} <span className="nowrap">({triggerSays(analysis.trigger)})</span>. Begun by{" "}
            {analysis.startedByName ?? "the operator"}
            {approvedAt === null ? (
              ", not approved yet."
            ) : (
              <>
                , approved by {analysis.approvedByName ?? "somebody"} on <When at={approvedAt} as="date" />.
              </>
            )}
            <span className="printed">{organization.name}. 45 CFR 164.308(a)(1)(ii)(A).</span>
          </>
        }
        actions={
          <>
            <HrefButton href={`/risks/analyses/${analysis.id}/report`}>Report</HrefButton>
            {finishedAt === null && mayDecide ? (
              <Button
                variant="filled"
                loading={acts.finish.isPending}
                {...(left > 0 ? { "aria-disabled": true, title: `${plural(left, "line")} to be decided first.` } : {})}
                onClick={() => (left > 0 ? undefined : acts.finish.mutate())}
              >
                Finish
              </Button>
            ) : null}
            {finishedAt !== null && approvedAt === null && isApprover ? (
              <>
                <Button onClick={() => setReturning(true)}>Send back</Button>
                {isOwn ? null : (
                  <Button variant="filled" loading={acts.approve.isPending} onClick={() => acts.approve.mutate()}>
                    Approve
                  </Button>
                )}
              </>
            ) : null}
          </>
        }
      />
      <div className="stack loose">
        <Faults error={acts.error} />
        <div className="evaluation-progress">
          <progress value={decided} max={lines.length} aria-label="Lines decided" />
          <p>
            <strong>
              {decided} of {lines.length}
            </strong>{" "}
            <span className="muted">decided, {plural(lines.filter(({ decision }) => decision === "risk").length, "risk")}.</span>
          </p>
        </div>
        {finishedAt === null && analysis.returned !== null ? (
          <Notice tone="soon" title={`${analysis.returned.byName ?? "Somebody"} sent it back.`}>
            {analysis.returned.why}
          </Notice>
        ) : null}
        <DriftNotice of={analysis} onUpdate={mayDecide ? () => acts.update.mutate() : null} isPending={acts.update.isPending} />
        {finishedAt !== null && approvedAt === null ? (
          <Notice tone="act" title="It waits for approval.">
            {isOwn || !isApprover
              ? "Somebody who did not run it reads the report and approves."
              : "Read the report, then approve, or send it back."}
          </Notice>
        ) : null}
        <LinesPanel of={analysis} library={library} isOpen={mayDecide && finishedAt === null} />
      </div>
      {isReturning ? <ReturnDialog analysis={analysis.id} onDone={acts.refresh} onClose={() => setReturning(false)} /> : null}
    </>
  );
}

type DriftProps = { readonly of: AnalysisDetail; readonly onUpdate: (() => void) | null; readonly isPending: boolean };

/** What the inventory has otherwise than when the scope was taken. */
function DriftNotice({ of: { drift, finishedAt }, onUpdate, isPending }: DriftProps): ReactNode {
  const says = [
    ["New", drift.added],
    ["Changed", drift.changed],
    ["Gone", drift.gone],
  ] as const;
  const some = says.filter(([, names]) => names.length > 0);
  if (some.length === 0 || finishedAt !== null) return null;
  return (
    <Notice
      tone="soon"
      title="The inventory changed since."
      action={
        onUpdate === null ? null : (
          <Button loading={isPending} onClick={onUpdate}>
            Bring the scope up to date
          </Button>
        )
      }
    >
      {some.map(([what, names]) => `${what}: ${names.join(", ")}.`).join(" ")}
    </Notice>
  );
}
