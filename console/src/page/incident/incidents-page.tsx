// SPDX-License-Identifier: Apache-2.0
// Incidents and breaches: what was reported, what it became, and which clocks run. On a bad day the next thing to do stands first.
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { submissionsQuery, type Submission } from "../../api/form.ts";
import { breachesQuery, type Breach } from "../../api/incident.ts";
import { HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { NextStep } from "../../part/say/next-step.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf, useList } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { useWhole } from "../../part/table/whole.ts";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { ClockDue } from "./clock-due.tsx";
import { CONCLUSION_SAYS, nextStep, TO_SAYS } from "./incident-words.ts";

export function IncidentsPage(): ReactNode {
  const incidents = useWhole(useList(submissionsQuery({ form: "incident-report" })));
  const maySee = useMay("program.breach.list");
  const breaches = useQuery({ ...breachesQuery, enabled: maySee });
  // Of half of it a wrong step would come first, and change under the hand.
  const isKnown = !incidents.isPending && !incidents.more.has && (!maySee || breaches.data !== undefined);
  const next = useMemo(() => (isKnown ? nextStep(incidents.rows, breaches.data ?? []) : null), [isKnown, incidents.rows, breaches.data]);
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Incidents"
        says="Report first, ask later. Whoever notices something tells it here; officials judge it, and every clock is counted for them."
        actions={
          <LinkButton variant="filled" to="/forms/$form/new" params={{ form: "incident-report" }} search={{}}>
            Report an incident
          </LinkButton>
        }
      />
      <div className="stack loose">
        {next === null ? null : <NextStep tone={next.isLate ? "harm" : "act"} title={next.title} says={next.says} href={next.href} />}
        <ListPanel
          of={incidents}
          title="Reported"
          file="incidents"
          findSays="Find by what happened, or state"
          narrowing={INCIDENTS}
          columns={INCIDENT_COLUMNS}
          rowKey={({ id }) => id}
          height="tall"
          keys
          empty={
            <Empty
              kind="nothing-due"
              title="Nothing reported"
              says="When something is lost, misdirected, broken into or only odd: report it within the hour. It takes a minute."
              action={{ label: "Report an incident", href: "/forms/incident-report/new" }}
            />
          }
        />
        {maySee ? (
          <ListPanel
            of={listedOf(breaches, breaches.data)}
            name="breaches"
            title="Breach log"
            file="breach-log"
            findSays="Find by what happened, state or residents"
            narrowing={BREACHES}
            columns={BREACH_COLUMNS}
            rowKey={({ id }) => id}
            height="tall"
            keys
            empty={
              <Empty
                kind="nothing-due"
                title="No breach was ever in doubt"
                says="An incident that may concern PHI opens its assessment by itself, and its clocks run from the discovery."
              />
            }
          />
        ) : null}
      </div>
    </main>
  );
}

const INCIDENTS: Narrowing<Submission> = {
  fields: {
    what: ({ title }) => title,
    state: ({ state }) => state,
    received: ({ receivedAt }) => receivedAt,
    by: ({ submittedBy }) => (submittedBy === null ? "Without a name" : "Signed in"),
  },
  also: { closed_at: ({ closedAt }) => closedAt, id: ({ id }) => id },
  filters: [{ field: "state", label: "State", all: "All states" }],
};

const INCIDENT_COLUMNS: readonly Column<Submission>[] = [
  { key: "state", head: "State", width: "9.5rem", stack: "1 / 1", cell: ({ state }) => <StateChip is={state} /> },
  {
    key: "what",
    head: "What happened",
    stack: "2 / 1 / 3 / 3",
    cell: ({ id, title }) => (
      <HrefLink href={`/submissions/${id}`} row className="cut" title={title}>
        {title}
      </HrefLink>
    ),
  },
  {
    key: "by",
    head: "Reported",
    width: "9rem",
    stack: "3 / 1",
    cell: ({ submittedBy }) => <span className="muted">{submittedBy === null ? "Without a name" : "Signed in"}</span>,
  },
  {
    key: "received",
    head: "Received",
    width: "13rem",
    stack: "1 / 2",
    cell: ({ receivedAt }) => <When at={receivedAt} as="moment" className="muted" />,
  },
];

const BREACHES: Narrowing<Breach> = {
  fields: {
    what: ({ title }) => title,
    state: ({ state }) => state,
    discovered: ({ discoveredOn }) => discoveredOn,
    individuals: ({ individuals }) => individuals,
    next: ({ next }) => next?.lateAt ?? null,
  },
  also: {
    residents: ({ residents }) => residents,
    conclusion: ({ conclusion }) => (conclusion === null ? null : (CONCLUSION_SAYS[conclusion] ?? conclusion)),
    yearly_list: ({ yearlyList }) => yearlyList,
    kinds: ({ kinds }) => kinds.join(", "),
    // What the Secretary's form asks besides: the list of a year is typed in from this file.
    happened_from: ({ department }) => department.happenedFrom,
    happened_to: ({ department }) => department.happenedTo,
    at_an_associate: ({ department }) => (department.isAtAssociate ? "Yes" : "No"),
    how: ({ department }) => department.how.join("; "),
    where: ({ department }) => department.where.join("; "),
    protected_before: ({ department }) => department.before.join("; "),
    done_since: ({ department }) => department.doing,
    told_from: ({ department }) => department.told.from,
    told_to: ({ department }) => department.told.to,
    substitute_notice: ({ department }) => (department.told.isSubstitute ? "Yes" : "No"),
    media_told: ({ department }) => department.told.media.join("; "),
    id: ({ id }) => id,
  },
  filters: [
    { field: "state", label: "State", all: "All states" },
    { field: "yearly_list", label: "Yearly list to the Secretary", all: "All years" },
  ],
};

const BREACH_COLUMNS: readonly Column<Breach>[] = [
  { key: "state", head: "State", width: "9.5rem", stack: "1 / 1", cell: ({ state }) => <StateChip is={state} /> },
  {
    key: "what",
    head: "What happened",
    stack: "2 / 1 / 3 / 3",
    cell: ({ id, title, conclusion, yearlyList }) => (
      <span className="two-lines">
        <HrefLink href={`/breaches/${id}`} row className="cut" title={title}>
          {title}
        </HrefLink>
        <span className="small muted cut">
          {conclusion === null ? "No conclusion yet" : CONCLUSION_SAYS[conclusion]}
          {yearlyList === null ? "" : `; in the Secretary’s list of ${yearlyList}`}
        </span>
      </span>
    ),
  },
  {
    key: "discovered",
    head: "Discovered",
    width: "10rem",
    stack: "3 / 1",
    says: true,
    cell: ({ discoveredOn }) => (discoveredOn === null ? <span className="muted">not said</span> : <When at={discoveredOn} as="date" />),
  },
  {
    key: "individuals",
    head: "Individuals",
    width: "8rem",
    end: true,
    stack: "3 / 2",
    says: true,
    cell: ({ individuals, residents }) => (
      <span className="two-lines">
        <span className="num">{individuals === null ? "not known" : individuals.toLocaleString("en-US")}</span>
        <span className="small muted cut">{residents}</span>
      </span>
    ),
  },
  {
    key: "next",
    head: "Next clock",
    width: "13rem",
    stack: "1 / 2",
    cell: ({ next }) =>
      next === null ? (
        <span className="muted">none runs</span>
      ) : (
        <span className="two-lines">
          <ClockDue of={next} />
          <span className="small muted cut">{TO_SAYS[next.to]}</span>
        </span>
      ),
  },
];
