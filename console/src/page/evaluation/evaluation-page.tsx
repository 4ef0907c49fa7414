// SPDX-License-Identifier: Apache-2.0
// One evaluation: requirement by requirement, several at once, then signed by somebody else; what was found is resolved afterwards.
import { ActionIcon, Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IconPrinter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { evaluationQuery, signEvaluation, type EvaluationDetail } from "../../api/evaluation.ts";
import { Glyph } from "../../part/glyph.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { date, plural } from "../../time/times.ts";
import { progressOf, triggerSays } from "./evaluation-words.ts";
import { ItemsPanel } from "./items-panel.tsx";

/** Who may sign; the server decides. */
const SIGNERS: readonly string[] = ["executive", "security-official", "privacy-official"];

export function EvaluationPage(): ReactNode {
  const { evaluation } = useParams({ from: "/inside/evaluations/$evaluation" });
  const read = useQuery(evaluationQuery(evaluation));
  return (
    <main id="main" tabIndex={-1} className="evaluation">
      {read.data !== undefined ? (
        <Whole of={read.data} />
      ) : (
        <>
          <PageHead crumbs={<Link to="/evaluations">Evaluation</Link>} title="Evaluation" />
          {read.isPending ? <Waiting lines={12} /> : <Empty kind="failed" error={read.error} onRetry={() => void read.refetch()} />}
        </>
      )}
    </main>
  );
}

function Whole({ of: evaluation }: { of: EvaluationDetail }): ReactNode {
  const client = useQueryClient();
  const { user, organization } = useSession();
  const { all, judged, findings, unresolved } = progressOf(evaluation.items);
  const sign = useMutation({
    mutationFn: () => signEvaluation(evaluation.id),
    onSuccess: () =>
      Promise.all(["evaluations", "tasks", "home", "requirements"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  const isOwn = evaluation.startedBy === user.id;
  const maySign = evaluation.signedAt === null && !isOwn && user.roles.some((role) => SIGNERS.includes(role));
  const left = all - judged;
  return (
    <>
      <PageHead
        crumbs={<Link to="/evaluations">Evaluation</Link>}
        title={`Evaluation of ${date(evaluation.asOf)}`}
        says={
          <>
            {evaluation.reason} <span className="nowrap">({triggerSays(evaluation.trigger)})</span>. Begun by{" "}
            {evaluation.startedByName ?? "the operator"}
            {evaluation.signedAt === null ? (
              ", not signed yet."
            ) : (
              <>
                , signed by {evaluation.signedByName ?? "somebody"} on <When at={evaluation.signedAt} as="date" />.
              </>
            )}
            <span className="printed">{organization.name}. 45 CFR 164.308(a)(8).</span>
          </>
        }
        actions={
          <>
            <ActionIcon aria-label="Print" title="Print" onClick={() => window.print()}>
              <Glyph of={IconPrinter} />
            </ActionIcon>
            {maySign ? (
              <Button
                variant="filled"
                loading={sign.isPending}
                {...(left > 0 ? { "aria-disabled": true, title: `${plural(left, "requirement")} to be judged first.` } : {})}
                onClick={() => (left > 0 ? undefined : sign.mutate())}
              >
                Sign
              </Button>
            ) : null}
          </>
        }
      />
      <div className="stack loose">
        <Faults error={sign.error} />
        <div className="evaluation-progress">
          <progress value={judged} max={all} aria-label="Requirements judged" />
          <p>
            <strong>
              {judged} of {all}
            </strong>{" "}
            <span className="muted">
              judged, {plural(findings, "finding")}
              {evaluation.signedAt === null || findings === 0 ? "" : `, ${unresolved === 0 ? "all resolved" : `${unresolved} to resolve`}`}.
            </span>
          </p>
        </div>
        {evaluation.signedAt === null && left === 0 && !maySign ? (
          <Notice tone="act" title="Everything is judged.">
            {isOwn ? "You began it: an executive or another official signs it." : "An executive or an official signs it."}
          </Notice>
        ) : null}
        <ItemsPanel of={evaluation} />
      </div>
    </>
  );
}
