// SPDX-License-Identifier: Apache-2.0
// Contingency planning [164.308(a)(7)]: the plans, what they restore in which order, and what tried them. The next thing to do stands first.
import { useQuery } from "@tanstack/react-query";
import { IconDownload } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { contingencyQuery, packHref, type Contingency, type SystemShown, type Try } from "../../api/contingency.ts";
import { Glyph } from "../../part/glyph.tsx";
import { HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { NextStep } from "../../part/say/next-step.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { listedOf } from "../../part/table/list.tsx";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { draftOf } from "./contingency-words.ts";
import { DraftButton } from "./draft-button.tsx";
import { PlansPanel } from "./plans-panel.tsx";
import { SystemsList } from "./systems-list.tsx";
import { TriesList } from "./tries-list.tsx";

const SAYS = "What is done when systems fail: written down, approved, printed and tried before it is needed.";

export function ContingencyPage(): ReactNode {
  const query = useQuery(contingencyQuery);
  const may = useMay("program.plan.draft");
  const { data } = query;
  const hasPlan = data?.plans.some(({ inForce }) => inForce !== null) === true;
  const systems = useMemo(() => listedOf<SystemShown>(query, data?.systems), [query, data]);
  const tries = useMemo(() => listedOf<Try>(query, data?.tries), [query, data]);
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Contingency"
        says={SAYS}
        actions={
          hasPlan ? (
            <>
              <a className="button" href={packHref()} download>
                <span className="button-inner">
                  <Glyph of={IconDownload} />
                  All plans to print
                </span>
              </a>
              {may ? (
                <LinkButton to="/forms/$form/new" params={{ form: "plan-printing" }} search={{}}>
                  Say where it lies
                </LinkButton>
              ) : null}
            </>
          ) : undefined
        }
      />
      {data === undefined ? (
        query.isPending ? (
          <Waiting lines={10} />
        ) : (
          <Empty kind="failed" error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : (
        <div className="stack loose">
          <Next of={data.next} />
          <PlansPanel of={data.plans} />
          <SystemsList of={systems} analysis={data.analysis} />
          <TestsPanel of={data} />
          <TriesList of={tries} />
        </div>
      )}
    </main>
  );
}

function Next({ of: next }: { of: Contingency["next"] }): ReactNode {
  if (next === null) return null;
  const draft = draftOf(next.draft);
  const action =
    draft !== null ? (
      <DraftButton what={draft} filled>
        Draft it
      </DraftButton>
    ) : undefined;
  return <NextStep title={next.title} says={next.says} href={next.href} action={action} />;
}

/** When the next test is due, what the last ones left to do, and scenarios to choose from. */
function TestsPanel({ of: { testDueOn, restoreDueOn, actions, scenarios } }: { of: Contingency }): ReactNode {
  const may = useMay("program.plan.draft");
  return (
    <div id="tests">
      <Panel
        title="Next tests"
        note={
          <>
            plans by <When at={testDueOn} as="date" />, a restore by <When at={restoreDueOn} as="date" />
          </>
        }
      >
        {actions.length === 0 ? null : (
          <ul className="lines" aria-label="What tests left to do">
            {actions.map(({ id, what, dueOn, isLate }) => (
              <li key={id} className="row wrap">
                <HrefLink href={`/submissions/${id}`}>{what}</HrefLink>
                <span className="push small muted">
                  {isLate ? "overdue since " : "by "}
                  <When at={dueOn} as="date" />
                </span>
              </li>
            ))}
          </ul>
        )}
        {may ? (
          <ul className="lines scenarios no-print" aria-label="Scenarios">
            {scenarios.map(({ value, label, help }) => (
              <li key={value}>
                <span className="stack">
                  <span>{label}</span>
                  <span className="small muted">{help}</span>
                </span>
                <DraftButton what="test" scenario={value}>
                  Try it
                </DraftButton>
              </li>
            ))}
          </ul>
        ) : null}
      </Panel>
    </div>
  );
}
