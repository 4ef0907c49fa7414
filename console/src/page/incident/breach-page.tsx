// SPDX-License-Identifier: Apache-2.0
// Is it a breach? The four factors, the exceptions, the decision of two officials; beside them every clock with its notice.
import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IconPencil, IconPrinter } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { formsQuery, type FormKind, type Move } from "../../api/form.ts";
import { breachQuery, type BreachDetail } from "../../api/incident.ts";
import { Glyph } from "../../part/glyph.tsx";
import { JournalPanel } from "../../part/journal/journal-panel.tsx";
import { LinkButton } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { MoveDialog } from "../form/move-dialog.tsx";
import { AffectedPanel } from "./affected-panel.tsx";
import { BreachClocks } from "./breach-clocks.tsx";
import { BreachDecision } from "./breach-decision.tsx";
import { BreachFactors } from "./breach-factors.tsx";
import { BreachFacts } from "./breach-facts.tsx";

export function BreachPage(): ReactNode {
  const { breach: id } = useParams({ from: "/inside/breaches/$breach" });
  const breach = useQuery(breachQuery(id));
  const forms = useQuery(formsQuery);
  const form = forms.data?.find(({ name }) => name === "breach-assessment");
  return (
    <main id="main" tabIndex={-1}>
      {breach.data !== undefined && form !== undefined ? (
        <Whole of={breach.data} form={form} />
      ) : (
        <>
          <PageHead title="Breach assessment" />
          {breach.isPending || forms.isPending ? (
            <Waiting lines={8} />
          ) : (
            <Empty kind="failed" error={breach.error ?? forms.error} onRetry={() => void breach.refetch()} />
          )}
        </>
      )}
    </main>
  );
}

function Whole({ of: breach, form }: { of: BreachDetail; form: FormKind }): ReactNode {
  const [moving, setMoving] = useState<Move | null>(null);
  const { assessment, incident } = breach;
  const { answers } = assessment;
  const discoveredAt = typeof answers["discoveredAt"] === "string" ? answers["discoveredAt"] : null;
  return (
    <>
      <PageHead
        crumbs={
          <>
            <Link to="/incidents" search={{}}>
              Incidents
            </Link>
            {incident === null ? null : (
              <>
                <span aria-hidden="true">/</span>
                <Link to="/submissions/$submission" params={{ submission: incident.id }}>
                  {incident.title}
                </Link>
              </>
            )}
          </>
        }
        title={assessment.title}
        says={
          <span className="row wrap">
            <StateChip is={assessment.state} />
            {discoveredAt === null ? "Nobody has said when it was discovered." : null}
            {discoveredAt === null ? null : (
              <span>
                Discovered <When at={discoveredAt} as="moment" />. {individualsSaid(answers["individuals"])}
              </span>
            )}
          </span>
        }
        actions={
          <>
            <ActionIcon aria-label="Print" title="Print" onClick={() => window.print()}>
              <Glyph of={IconPrinter} />
            </ActionIcon>
            {assessment.mayAmend ? (
              <LinkButton to="/submissions/$submission/edit" params={{ submission: assessment.id }}>
                <Glyph of={IconPencil} />
                {assessment.state === "presumed" ? "Facts and factors" : "Change the facts"}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="breach">
        <div className="breach-clocks">
          <BreachClocks of={breach} />
        </div>
        <div className="breach-assessment">
          <BreachFactors of={assessment} form={form} />
          <BreachDecision of={assessment} form={form} onMove={setMoving} />
          <BreachFacts of={assessment} form={form} />
          <JournalPanel of={assessment.id} says="What was asked, of whom, and what they answered; who was called, and when." />
        </div>
        <div className="breach-affected">
          <AffectedPanel of={breach} />
        </div>
      </div>
      {moving === null ? null : (
        <MoveDialog
          of={{ ...assessment, history: [], submittedByName: null }}
          move={moving}
          asked={form.fields.filter(({ name }) => moving.asks.includes(name))}
          onClose={() => setMoving(null)}
        />
      )}
    </>
  );
}

const individualsSaid = (count: unknown): string =>
  typeof count === "number"
    ? `PHI of ${count.toLocaleString("en-US")} ${count === 1 ? "individual" : "individuals"}.`
    : "How many individuals is not known yet.";
