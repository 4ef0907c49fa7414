// SPDX-License-Identifier: Apache-2.0
// One policy: its text as it was approved, its versions, what changed, and what can be done with it.
import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IconCircleCheck, IconCircleDot, IconDownload, IconPrinter } from "@tabler/icons-react";
import { useEffect, type ReactNode } from "react";
import { policiesQuery, policyFileHref, policyQuery, type PolicyText } from "../../api/policy.ts";
import { Glyph } from "../../part/glyph.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Chip } from "../../part/status/chip.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { useMay, useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { date, dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { AcknowledgeBar } from "./acknowledge-bar.tsx";
import { noteOpened } from "./opened-texts.ts";
import { PolicyActions } from "./policy-actions.tsx";
import { PolicyChanges } from "./policy-changes.tsx";
import { PolicyEdit } from "./policy-edit.tsx";
import { FactsPanel, OwedPanel, VersionsPanel } from "./policy-panels.tsx";
import { PolicyBody } from "./policy-body.tsx";

/** Approved, begun and not ended on a day. */
export function isInForce({ state, effectiveOn, endedOn }: Pick<PolicyText, "state" | "effectiveOn" | "endedOn">, day: string): boolean {
  return state === "approved" && effectiveOn !== null && effectiveOn <= day && (endedOn === null || endedOn >= day);
}

export function PolicyPage(): ReactNode {
  const { policy } = useParams({ from: "/inside/policies/$policy" });
  const { asOf, version } = useSearch({ from: "/inside/policies/$policy" });
  const which = { ...(asOf === undefined ? {} : { asOf }), ...(version === undefined ? {} : { version }) };
  const text = useQuery(policyQuery(policy, which));
  const { data } = text;
  useEffect(() => {
    if (data !== undefined) noteOpened(data.id);
  }, [data]);
  return (
    <main id="main" tabIndex={-1} className="policy-page">
      {data !== undefined ? (
        <Whole of={data} />
      ) : (
        <>
          <PageHead crumbs={<Link to="/policies">Policies</Link>} title="Policy" />
          {text.isPending ? (
            <Waiting lines={12} />
          ) : (
            <>
              <Empty kind="failed" error={text.error} onRetry={() => void text.refetch()} />
              {asOf === undefined ? null : (
                <p className="center">
                  <Link to="/policies/$policy" params={{ policy }} search={{}}>
                    What is in force today
                  </Link>
                </p>
              )}
            </>
          )}
        </>
      )}
    </main>
  );
}

function Whole({ of: text }: { of: PolicyText }): ReactNode {
  const search = useSearch({ from: "/inside/policies/$policy" });
  const mayRun = useMay("program.policy.propose");
  const { organization } = useSession();
  const view = search.view === "edit" && !mayRun ? undefined : search.view;
  const policies = useQuery(policiesQuery);
  const own = policies.data?.find(({ policy }) => policy === text.policy);
  const isCurrent = own?.inForce?.id === text.id;
  return (
    <>
      <PageHead
        crumbs={<Link to="/policies">Policies</Link>}
        title={text.title}
        says={
          <>
            <span className="row wrap">
              <Standing of={text} />
              {isCurrent && own.acknowledgedAt !== null ? (
                <Chip tone="plain" icon={IconCircleCheck}>
                  Acknowledged by you
                </Chip>
              ) : null}
              {isCurrent && own.acknowledgedAt === null ? (
                <Chip tone="act" icon={IconCircleDot}>
                  To be read by you
                </Chip>
              ) : null}
            </span>
            <span className="printed">
              {organization.name}. Version {text.version}
              {text.effectiveOn === null ? "" : `, in effect from ${date(text.effectiveOn)}`}
              {text.decidedByName === null ? "" : `, approved by ${text.decidedByName}`}. SHA-256 {text.sha256}.
            </span>
          </>
        }
        actions={
          <>
            <ActionIcon aria-label="Print" title="Print" onClick={() => window.print()}>
              <Glyph of={IconPrinter} />
            </ActionIcon>
            <a className="button" href={policyFileHref(text.id)} download>
              <span className="button-inner">
                <Glyph of={IconDownload} />
                Download as PDF
              </span>
            </a>
            <PolicyActions of={text} isCurrent={isCurrent} />
          </>
        }
      />
      <Views of={text} mayEdit={mayRun} />
      {search.asOf === undefined ? null : <AsOfNotice asOf={search.asOf} />}
      <div className="beside">
        <div>
          {view === "changes" ? (
            <PolicyChanges of={text} inForce={own?.inForce ?? null} />
          ) : view === "edit" ? (
            <PolicyEdit key={text.id} of={text} />
          ) : (
            <PolicyBody html={text.html} />
          )}
        </div>
        <div className="no-print">
          <FactsPanel of={text} />
          <VersionsPanel of={text} />
          {own !== undefined && isCurrent ? <OwedPanel of={own} /> : null}
        </div>
      </div>
      {view === undefined && own !== undefined && isCurrent ? <AcknowledgeBar of={text} policies={policies.data ?? []} /> : null}
    </>
  );
}

function Standing({ of: text }: { of: PolicyText }): ReactNode {
  const today = dayOf(useNow(), useZone());
  if (!isInForce(text, today)) {
    const isOver = text.state === "approved" && text.endedOn !== null && text.endedOn < today;
    return <StateChip is={isOver ? "ended" : text.state} />;
  }
  return (
    <Chip tone="plain" icon={IconCircleCheck}>
      In force
    </Chip>
  );
}

function AsOfNotice({ asOf }: { asOf: string }): ReactNode {
  const navigate = useNavigate();
  return (
    <div className="as-of no-print">
      <Notice
        tone="soon"
        title={`This is what was in force on ${date(asOf)}.`}
        action={
          <button type="button" className="as-link" onClick={() => void navigate({ to: ".", search: {} })}>
            Back to today
          </button>
        }
      />
    </div>
  );
}

function Views({ of: { policy }, mayEdit }: { of: PolicyText; mayEdit: boolean }): ReactNode {
  const views = [
    { view: undefined, says: "Text" },
    { view: "changes", says: "What changed" },
    ...(mayEdit ? [{ view: "edit", says: "Propose an edit" } as const] : []),
  ] as const;
  return (
    <nav className="views no-print" aria-label="Views of the policy">
      {views.map((one) => (
        <Link
          key={one.says}
          to="/policies/$policy"
          params={{ policy }}
          search={(old) => ({ ...old, view: one.view })}
          activeOptions={{ exact: true, explicitUndefined: true }}
          resetScroll={false}
        >
          {one.says}
        </Link>
      ))}
    </nav>
  );
}
