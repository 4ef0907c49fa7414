// SPDX-License-Identifier: Apache-2.0
// Systems in the order in which they are needed [164.308(a)(7)(ii)(E)].
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Contingency, SystemShown } from "../../api/contingency.ts";
import { HrefLink } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Chip } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import type { Listed } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { CRITICALITY_SAYS, hoursSaid, neededOrder, PHI_SAYS } from "./contingency-words.ts";
import { DraftButton } from "./draft-button.tsx";

export function SystemsList({ of: listed, analysis }: { of: Listed<SystemShown>; analysis: Contingency["analysis"] }): ReactNode {
  return (
    <ListPanel
      of={listed}
      name="systems"
      title="Systems by how soon they are needed"
      file="systems-by-criticality"
      findSays="Find by name, or what it depends on"
      narrowing={SYSTEMS}
      columns={COLUMNS}
      rowKey={({ id }) => id}
      height="tall"
      action={<AnalysisAction of={analysis} />}
      empty={
        <Empty
          kind="not-set-up"
          title="No system yet"
          says="Plans restore systems: write down what there is first."
          action={{ label: "Add a system", href: "/forms/system/new" }}
        />
      }
    />
  );
}

function AnalysisAction({ of: analysis }: { of: Contingency["analysis"] }): ReactNode {
  if (analysis === null) return <DraftButton what="criticality">Draft the analysis</DraftButton>;
  return (
    <>
      <HrefLink href={`/submissions/${analysis.id}`}>Analysis: {analysis.state}</HrefLink>
      {analysis.state === "approved" ? <DraftButton what="criticality">Draft it anew</DraftButton> : null}
    </>
  );
}

const SYSTEMS: Narrowing<SystemShown> = {
  fields: {
    needed: neededOrder,
    name: ({ name }) => name,
    hours: ({ rtoHours }) => rtoHours,
    restored: ({ restoredOn }) => restoredOn,
  },
  also: {
    criticality: ({ criticality }) => CRITICALITY_SAYS[criticality] ?? criticality,
    depends: ({ depends }) => depends,
    manual: ({ manual }) => manual,
    phi: ({ phi }) => phi,
    id: ({ id }) => id,
  },
  filters: [{ field: "criticality", label: "We can do without it", all: "All" }],
};

const COLUMNS: readonly Column<SystemShown>[] = [
  {
    key: "needed",
    head: "Without it",
    width: "10rem",
    stack: "1 / 1",
    cell: ({ criticality, isAnalysed, phi }) => (
      <span className="two-lines">
        <span>{CRITICALITY_SAYS[criticality] ?? criticality}</span>
        {isAnalysed || phi !== "keeps" ? null : (
          <Chip tone="soon" icon={IconAlertTriangle}>
            Not analysed
          </Chip>
        )}
      </span>
    ),
  },
  {
    key: "name",
    head: "System",
    width: "16rem",
    stack: "2 / 1 / 3 / 3",
    cell: ({ id, name, phi }) => (
      <span className="two-lines">
        <HrefLink href={`/submissions/${id}`} row className="cut" title={name}>
          {name}
        </HrefLink>
        <span className="small muted">{PHI_SAYS[phi] ?? phi}</span>
      </span>
    ),
  },
  {
    key: "manual",
    head: "Meanwhile, and what it depends on",
    stack: "3 / 1 / 4 / 3",
    cell: ({ manual, depends }) => (
      <span className="two-lines">
        <span className="cut" title={manual ?? ""}>
          {manual ?? <span className="muted">not said</span>}
        </span>
        <span className="small muted cut" title={depends ?? ""}>
          {depends === null ? "" : `Depends on: ${depends}`}
        </span>
      </span>
    ),
  },
  {
    key: "hours",
    head: "Back within",
    width: "9rem",
    end: true,
    stack: "4 / 1",
    says: true,
    cell: ({ rtoHours, rpoHours }) => (
      <span className="two-lines">
        <span className="num">{hoursSaid(rtoHours)}</span>
        <span className="small muted">{rpoHours === null ? "" : `loses ${hoursSaid(rpoHours)}`}</span>
      </span>
    ),
  },
  {
    key: "restored",
    head: "Restored",
    width: "9rem",
    stack: "4 / 2",
    says: true,
    cell: ({ restoredOn }) => (restoredOn === null ? <span className="muted">never</span> : <When at={restoredOn} as="date" />),
  },
];
