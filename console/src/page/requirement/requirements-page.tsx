// SPDX-License-Identifier: Apache-2.0
// Part 164 as a tree and a table, with the detail of one paragraph beside it. Prints as it looks.
import { ActionIcon, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IconPrinter } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { requirementsQuery, type Requirements } from "../../api/requirement.ts";
import { isVerdict, VERDICT_SAYS, VERDICTS } from "../../api/verdict.ts";
import { CsvButton } from "../../part/table/csv-button.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { useNarrowed } from "../../part/table/list-panel.tsx";
import { SortSelect } from "../../part/table/list-tools.tsx";
import { readWhole } from "../../part/table/list.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { useOfferActions } from "../../palette/page-actions.ts";
import { useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { moment } from "../../time/times.ts";
import { requirementColumns, RequirementTable } from "./requirement-table.tsx";
import { RequirementTree } from "./requirement-tree.tsx";
import { isVacated, matches, REQUIREMENTS, sectionsOf, SUBPART_SAYS, totalsOf } from "./requirement-words.ts";

export function RequirementsPage(): ReactNode {
  const requirements = useQuery(requirementsQuery);
  const { cite } = useParams({ strict: false });
  return (
    <main id="main" tabIndex={-1} className="split requirements" {...(cite === undefined ? {} : { "data-detail": "" })}>
      {requirements.data === undefined ? (
        <div className="list">
          <PageHead title="Requirements" />
          {requirements.isPending ? (
            <Waiting lines={12} />
          ) : (
            <Empty kind="failed" error={requirements.error} onRetry={() => void requirements.refetch()} />
          )}
        </div>
      ) : (
        <Matrix of={requirements.data} chosen={cite} />
      )}
      <Outlet />
    </main>
  );
}

function Matrix({ of: { items, asOf }, chosen }: { of: Requirements; chosen: string | undefined }): ReactNode {
  const search = useSearch({ from: "/inside/requirements" });
  const navigate = useNavigate();
  const { organization } = useSession();
  const sections = useMemo(() => sectionsOf(items), [items]);
  const found = useMemo(() => readWhole(items.filter((item) => matches(item, search))), [items, search]);
  // What is found and which section and verdict are shown is this page's own; the part only sorts and saves.
  const { rows: shown, sort, asked, change: resort, csv } = useNarrowed(found, REQUIREMENTS, { hasOwnFind: true });
  const section = sections.find((one) => one.section === search.section);
  const counted = (section?.items ?? items).filter((item) => !isVacated(item));
  const met = totalsOf(counted).met ?? 0;
  const where = section === undefined ? "45 CFR 164, subparts C, D and E." : `45 CFR ${section.section}, ${SUBPART_SAYS[section.subpart]}.`;
  const change = (next: Partial<typeof search>): void => void navigate({ to: ".", search: (old) => ({ ...old, ...next }), replace: true });
  const clear = (): void => void navigate({ to: "/requirements", search: {}, replace: true });
  useOfferActions(useMemo(() => [{ id: "print", label: "Print this list", onAct: () => window.print() }], []));
  return (
    <>
      <RequirementTree sections={sections} chosen={search.section} />
      <div className="list">
        <PageHead
          title={section?.title ?? "Requirements"}
          says={
            <>
              {where} {counted.length} paragraphs, {met} met by evidence.
              <span className="printed">
                {organization.name}. Judged {moment(asOf, organization.timeZone)}.
              </span>
            </>
          }
          actions={
            <>
              <CsvButton file={`requirements-${asOf.slice(0, 10)}`} read={csv} />
              <ActionIcon aria-label="Print" title="Print" onClick={() => window.print()}>
                <Glyph of={IconPrinter} />
              </ActionIcon>
            </>
          }
        />
        <div className="tools">
          <TextInput
            className="find"
            type="search"
            aria-label="Find a paragraph or word"
            placeholder="Find a paragraph or word"
            value={search.find ?? ""}
            onChange={({ currentTarget }) => change({ find: currentTarget.value === "" ? undefined : currentTarget.value })}
          />
          <div className="sections">
            <NativeSelect
              aria-label="Section"
              value={search.section ?? ""}
              onChange={({ currentTarget }) => change({ section: currentTarget.value === "" ? undefined : currentTarget.value })}
              data={[
                { value: "", label: "All sections" },
                ...sections.map((one) => ({ value: one.section, label: `${one.section} ${one.title}` })),
              ]}
            />
          </div>
          <NativeSelect
            aria-label="Verdict"
            value={search.verdict ?? ""}
            onChange={({ currentTarget: { value } }) => change({ verdict: isVerdict(value) ? value : undefined })}
            data={[{ value: "", label: "All verdicts" }, ...VERDICTS.map((verdict) => ({ value: verdict, label: VERDICT_SAYS[verdict] }))]}
          />
          <SortSelect narrowing={REQUIREMENTS} columns={requirementColumns({})} asked={asked} change={resort} />
        </div>
        {shown.length === 0 ? (
          <Empty
            kind="filtered"
            title="No paragraph matches"
            says={`None of ${items.length} paragraphs fits what you asked for.`}
            action={{ label: "Clear filters", onAct: clear }}
          />
        ) : (
          <RequirementTable items={shown} sections={sections} chosen={chosen} sort={sort} />
        )}
      </div>
    </>
  );
}
