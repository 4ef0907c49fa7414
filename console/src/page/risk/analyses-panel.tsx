// SPDX-License-Identifier: Apache-2.0
import { IconCircleCheck, IconCircleDot } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { analysesQuery, reportHref, type Analysis } from "../../api/risk.ts";
import { HrefLink } from "../../part/link-button.tsx";
import { Chip } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf } from "../../part/table/list.tsx";
import { When } from "../../part/when.tsx";
import { ANALYSES, stateOf, triggerSays } from "./risk-words.ts";

/** The analyses that there were, each with its report as it was approved. */
export function AnalysesPanel(): ReactNode {
  const analyses = useQuery(analysesQuery);
  return (
    <ListPanel
      of={listedOf(analyses, analyses.data)}
      title="Analyses"
      name="analyses"
      file="risk-analyses"
      findSays="Find by what it is about, or person"
      narrowing={ANALYSES}
      columns={COLUMNS}
      rowKey={({ id }) => id}
      height="tall"
      empty={<p className="in muted">None was begun yet.</p>}
    />
  );
}

const COLUMNS: readonly Column<Analysis>[] = [
  {
    key: "state",
    head: "State",
    width: "10rem",
    stack: "1 / 1",
    cell: (one) => (
      <Chip tone={one.approvedAt === null ? "act" : "plain"} icon={one.approvedAt === null ? IconCircleDot : IconCircleCheck}>
        {stateOf(one)}
      </Chip>
    ),
  },
  {
    key: "about",
    head: "About",
    stack: "2 / 1 / 3 / 3",
    cell: ({ id, reason, trigger }) => (
      <span className="two-lines">
        <HrefLink href={`/risks/analyses/${id}`} className="cut" title={reason}>
          {reason}
        </HrefLink>
        <span className="small muted cut">{triggerSays(trigger)}</span>
      </span>
    ),
  },
  {
    key: "as_of",
    head: "Begun",
    width: "12rem",
    stack: "3 / 1 / 4 / 3",
    says: true,
    cell: ({ asOf, startedByName }) => (
      <span className="two-lines">
        <When at={asOf} as="date" />
        <span className="small muted cut">{startedByName ?? "the operator"}</span>
      </span>
    ),
  },
  {
    key: "approved_at",
    head: "Approved",
    width: "12rem",
    stack: "4 / 1 / 5 / 3",
    says: true,
    cell: ({ approvedAt, approvedByName }) =>
      approvedAt === null ? (
        <span className="muted">not yet</span>
      ) : (
        <span className="two-lines">
          <When at={approvedAt} as="date" />
          <span className="small muted cut">{approvedByName}</span>
        </span>
      ),
  },
  {
    key: "report",
    head: "Report",
    width: "9rem",
    stack: "5 / 1 / 6 / 3",
    cell: ({ id, asOf }) => (
      <span className="row">
        <HrefLink href={`/risks/analyses/${id}/report`}>Read</HrefLink>
        <a href={reportHref(id)} download aria-label={`PDF of the analysis of ${asOf}`}>
          PDF
        </a>
      </span>
    ),
  },
];
