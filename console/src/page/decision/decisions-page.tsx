// SPDX-License-Identifier: Apache-2.0
// 164.306(d)(3): each addressable specification needs a decision that is written down. And what does not apply, with its reason.
import { useQuery } from "@tanstack/react-query";
import { IconCircleMinus, IconPlus } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { formsQuery, submissionsQuery, type FormKind, type Submission } from "../../api/form.ts";
import { requirementsQuery, type Requirement } from "../../api/requirement.ts";
import { VERDICT_SAYS } from "../../api/verdict.ts";
import { Cite } from "../../part/cite.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { DueDay, Verdict } from "../../part/status/verdict.tsx";
import { Waiting, type Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf, useList } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { useWhole } from "../../part/table/whole.ts";
import { PageHead } from "../../shell/page-head.tsx";

const DECISION = "addressable-decision";
const EXCLUSION = "exclusion";

type Line = { readonly requirement: Requirement; readonly stands: Submission | null; readonly coming: Submission | null };

/** What stands about a specification, and what is on its way. */
function linesOf(items: readonly Requirement[], filed: readonly Submission[]): readonly Line[] {
  return items
    .filter(({ designation }) => designation === "addressable")
    .map((requirement) => {
      const own = filed.filter(({ about }) => about === requirement.cite);
      const coming = own.find(({ state }) => state === "submitted") ?? own.find(({ state }) => state === "draft") ?? null;
      return { requirement, stands: own.find(({ state }) => state === "approved") ?? null, coming };
    });
}

const NARROWING: Narrowing<Line> = {
  fields: {
    specification: ({ requirement }) => requirement.title,
    cite: ({ requirement }) => requirement.cite,
    verdict: ({ requirement }) => VERDICT_SAYS[requirement.verdict],
    decision: ({ stands, coming }) => (stands !== null ? "Decided" : coming === null ? "None is recorded" : "Not approved yet"),
    again_by: ({ stands }) => stands?.dueOn ?? null,
  },
  also: { under_way: ({ coming }) => coming?.state ?? null },
  filters: [
    { field: "verdict", label: "Verdict", all: "All verdicts" },
    { field: "decision", label: "Decision", all: "Decided or not" },
  ],
};

const EXCLUSIONS: Narrowing<Submission> = {
  fields: { cite: ({ title }) => title, state: ({ state }) => state, again_by: ({ dueOn }) => dueOn },
};

const COMING_SAYS: Readonly<Record<string, string>> = { draft: "Finish the draft", submitted: "Look at it" };

const columnsFor = (form: FormKind | undefined): readonly Column<Line>[] => [
  {
    key: "specification",
    head: "Specification",
    stack: "1 / 1 / 2 / 3",
    cell: ({ requirement: { cite, title } }) => (
      <span className="two-lines">
        <span className="cut" title={title}>
          {title}
        </span>
        <Cite of={cite} />
      </span>
    ),
  },
  {
    key: "verdict",
    head: "Verdict",
    width: "10.5rem",
    stack: "2 / 1",
    cell: ({ requirement }) => <Verdict is={requirement.verdict} />,
  },
  {
    key: "decision",
    head: "Decision",
    width: "15rem",
    stack: "3 / 1",
    cell: ({ stands, coming }) => (
      <span className="row wrap">
        {stands === null && coming === null ? <span className="muted">None is recorded</span> : null}
        {stands === null ? null : (
          <HrefLink href={`/submissions/${stands.id}`}>
            <StateChip is={stands.state} />
          </HrefLink>
        )}
        {coming === null ? null : <StateChip is={coming.state} />}
      </span>
    ),
  },
  {
    key: "again_by",
    head: "Again by",
    width: "7rem",
    stack: "3 / 2",
    says: true,
    cell: ({ stands }) => {
      const on = stands?.dueOn ?? null;
      return on === null ? <span className="muted">none</span> : <DueDay on={on} />;
    },
  },
  {
    key: "act",
    head: "Decide",
    width: "12.5rem",
    end: true,
    stack: "2 / 2",
    cell: ({ requirement: { cite, title }, stands, coming }) =>
      coming !== null ? (
        <LinkButton
          size="xs"
          to="/submissions/$submission"
          params={{ submission: coming.id }}
          aria-label={`${COMING_SAYS[coming.state] ?? "Open"}: ${title}`}
        >
          {COMING_SAYS[coming.state] ?? "Open"}
        </LinkButton>
      ) : form?.mayFile === true ? (
        <LinkButton
          size="xs"
          to="/forms/$form/new"
          params={{ form: DECISION }}
          search={{ about: cite }}
          aria-label={`${stands === null ? "Decide" : "Decide again"}: ${title}`}
        >
          {stands === null ? "Decide" : "Decide again"}
        </LinkButton>
      ) : null,
  },
];

export function DecisionsPage(): ReactNode {
  const requirements = useQuery(requirementsQuery);
  const forms = useQuery(formsQuery);
  const decisions = useWhole(useList(submissionsQuery({ form: DECISION })));
  const exclusions = useWhole(useList(submissionsQuery({ form: EXCLUSION, open: "true" })));
  const form = forms.data?.find(({ name }) => name === DECISION);
  const lines = useMemo(() => linesOf(requirements.data?.items ?? [], decisions.rows), [requirements.data, decisions.rows]);
  const columns = useMemo(() => columnsFor(form), [form]);
  const decided = lines.filter(({ stands }) => stands !== null).length;
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Decisions"
        says={
          <>
            Addressable does not mean optional. For each of these specifications we implement it, or an equivalent, or neither, and write
            down why (
            <Cite of="164.306(d)(3)" />
            ).
          </>
        }
      />
      {requirements.isPending || decisions.isPending ? (
        <Waiting lines={12} />
      ) : requirements.data === undefined ? (
        <Empty kind="failed" error={requirements.error} onRetry={() => void requirements.refetch()} />
      ) : (
        <div className="stack loose">
          <ListPanel
            of={listedOf(requirements, lines)}
            title="Addressable specifications"
            note={`${decided} of ${lines.length} decided`}
            file="addressable-decisions"
            findSays="Find by title or paragraph"
            narrowing={NARROWING}
            height="tall"
            columns={columns}
            rowKey={({ requirement }) => requirement.cite}
            empty={null}
          />
          <ListPanel
            of={exclusions}
            name="exclusions"
            title="What does not apply"
            file="exclusions"
            findSays="Find by paragraph"
            narrowing={EXCLUSIONS}
            columns={EXCLUDED}
            rowKey={({ id }) => id}
            action={
              forms.data?.some(({ name, mayFile }) => name === EXCLUSION && mayFile) === true ? (
                <LinkButton size="xs" to="/forms/$form/new" params={{ form: EXCLUSION }} search={{}}>
                  <Glyph of={IconPlus} />
                  Leave one out
                </LinkButton>
              ) : undefined
            }
            empty={
              <Empty
                kind="not-set-up"
                icon={IconCircleMinus}
                title="Nothing is left out"
                says="A requirement that does not bind you is left out only with its reason, approved by somebody else."
                cite="164.306(d)(1)"
              />
            }
          />
        </div>
      )}
    </main>
  );
}

const EXCLUDED: readonly Column<Submission>[] = [
  {
    key: "cite",
    head: "Requirement",
    stack: "1 / 1",
    cell: ({ id, title }) => (
      <HrefLink href={`/submissions/${id}`} row>
        <span className="mono">{title}</span>
      </HrefLink>
    ),
  },
  { key: "state", head: "State", width: "10rem", stack: "1 / 2", cell: ({ state }) => <StateChip is={state} /> },
  {
    key: "again_by",
    head: "Again by",
    width: "8rem",
    end: true,
    stack: "2 / 1",
    says: true,
    cell: ({ dueOn }) => (dueOn === null ? <span className="muted">none</span> : <DueDay on={dueOn} />),
  },
];
