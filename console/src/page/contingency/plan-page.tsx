// SPDX-License-Identifier: Apache-2.0
// One plan, as it is printed: whom to call, what comes back in which order, the steps, the forms to write on.
import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { packHref, planQuery, type PlanText } from "../../api/contingency.ts";
import { Glyph } from "../../part/glyph.tsx";
import { LinkButton } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { PolicyBody } from "../policy/policy-body.tsx";

export function PlanPage(): ReactNode {
  const { plan: id } = useParams({ from: "/inside/contingency/$plan" });
  const plan = useQuery(planQuery(id));
  return (
    <main id="main" tabIndex={-1} className="policy-page plan-page">
      {plan.data === undefined ? (
        <>
          <PageHead crumbs={<Link to="/contingency">Contingency</Link>} title="Contingency plan" />
          {plan.isPending ? <Waiting lines={12} /> : <Empty kind="failed" error={plan.error} onRetry={() => void plan.refetch()} />}
        </>
      ) : (
        <Shown of={plan.data} />
      )}
    </main>
  );
}

function Shown({ of: plan }: { of: PlanText }): ReactNode {
  const may = useMay("program.plan.draft");
  const { id, title, state, approvedOn, sha256, body, standing, version } = plan;
  return (
    <>
      <PageHead
        crumbs={<Link to="/contingency">Contingency</Link>}
        title={title}
        says={
          <span className="row wrap">
            <StateChip is={state} />
            <span>
              Version {version}
              {approvedOn === null ? "" : ", approved "}
              {approvedOn === null ? null : <When at={approvedOn} as="date" />}.
            </span>
          </span>
        }
        actions={
          <>
            <ActionIcon aria-label="Print" title="Print" onClick={() => window.print()}>
              <Glyph of={IconPrinter} />
            </ActionIcon>
            <a className="button" href={packHref(id)} download>
              <span className="button-inner">
                <Glyph of={IconDownload} />
                PDF
              </span>
            </a>
            <LinkButton to="/submissions/$submission" params={{ submission: id }}>
              Its steps
            </LinkButton>
            {may && state === "approved" ? (
              <LinkButton to="/forms/$form/new" params={{ form: "plan-printing" }} search={{}}>
                Say where it lies
              </LinkButton>
            ) : null}
          </>
        }
      />
      {standing === null ? null : <Standing of={standing} />}
      <PolicyBody html={body} />
      <p className="hint mono whole">SHA-256 {sha256}</p>
    </>
  );
}

function Standing({ of: { stale, printed } }: { of: NonNullable<PlanText["standing"]> }): ReactNode {
  return (
    <div className="stack">
      {stale.length === 0 ? null : (
        <Notice tone="soon" title="It no longer describes what is there.">
          {stale.map(({ says }) => says).join(" ")}
        </Notice>
      )}
      {printed.length > 0 ? null : (
        <Notice tone="act" title="It is not on paper yet.">
          Print it, put it where people find it when nothing works, and say where.
        </Notice>
      )}
    </div>
  );
}
