// SPDX-License-Identifier: Apache-2.0
import { useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from "react";
import { withQuery } from "../../part/with-query.ts";
import type { Requirement } from "../../api/requirement.ts";
import { DataTable, type Column, type Sort } from "../../part/table/data-table.tsx";
import { Tag } from "../../part/status/chip.tsx";
import { HrefLink } from "../../part/link-button.tsx";
import { Verdict } from "../../part/status/verdict.tsx";
import { When } from "../../part/when.tsx";
import { instantMs, span } from "../../time/times.ts";
import { useNow } from "../../time/use-now.ts";
import type { RequirementSearch } from "../../search.ts";
import { isVacated, kindSays, totalsOf, type Section } from "./requirement-words.ts";

export const requirementColumns = (search: RequirementSearch): readonly Column<Requirement>[] => [
  {
    key: "paragraph",
    head: "Paragraph",
    stack: "1 / 1 / 2 / 3",
    cell: ({ cite, title, kind, parent }) => (
      <HrefLink
        href={withQuery(`/requirements/${encodeURIComponent(cite)}`, search)}
        className={kind === "implementation-specification" ? "req" : "req standard"}
        data-depth={parent === null ? 0 : 1}
        row
      >
        <span className="cite">{cite}</span>
        <span className="cut" title={title}>
          {title}
        </span>
      </HrefLink>
    ),
  },
  { key: "kind", head: "Kind", width: "6.5rem", stack: "hide", cell: (item) => <span className="muted">{kindSays(item)}</span> },
  {
    key: "verdict",
    head: "Verdict",
    width: "10.5rem",
    stack: "2 / 1",
    cell: (item) => (isVacated(item) ? <Tag>Vacated</Tag> : <Verdict is={item.verdict} />),
  },
  {
    key: "evidence",
    head: "Evidence",
    width: "6.5rem",
    end: true,
    stack: "2 / 2",
    says: true,
    cell: ({ evidenceAt, stale }) => <Evidence at={evidenceAt} isStale={stale} />,
  },
];

/** When evidence last came; how long ago it was, once it no longer counts. */
function Evidence({ at, isStale }: { at: string | null; isStale: boolean }): ReactNode {
  const now = useNow();
  if (at === null) return <span className="muted">none</span>;
  if (!isStale) return <When at={at} className="muted nowrap" />;
  return <span className="harm nowrap">Stale {span(now - instantMs(at))}</span>;
}

/** One row a paragraph, under the head of its section. */
export function RequirementTable({
  items,
  sections,
  chosen,
  sort,
}: {
  items: readonly Requirement[];
  sections: readonly Section[];
  chosen: string | undefined;
  sort: Sort;
}): ReactNode {
  const search = useSearch({ from: "/inside/requirements" });
  const columns = useMemo(() => requirementColumns(search), [search]);
  const groupOf = useCallback(
    ({ section }: Requirement) => {
      const head = <SectionHead of={sections.find((one) => one.section === section)} />;
      return { key: section, head };
    },
    [sections],
  );
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen !== undefined) box.current?.querySelector("tr[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div ref={box}>
      <DataTable
        label="Paragraphs of Part 164"
        columns={columns}
        rows={items}
        rowKey={(item) => item.cite}
        chosen={chosen}
        sticky
        keys
        sort={sort}
        {...(sort.by === "" || sort.by === "paragraph" ? { group: groupOf } : {})}
      />
    </div>
  );
}

function SectionHead({ of: section }: { of: Section | undefined }): ReactNode {
  if (section === undefined) return null;
  const totals = totalsOf(section.items);
  const counted = section.items.filter((item) => !isVacated(item)).length;
  return (
    <div className="row">
      <span className="mono">{section.section}</span>
      <span className="cut">{section.title}</span>
      <span className="push small muted nowrap plain">
        {totals.met ?? 0} of {counted} met
      </span>
    </div>
  );
}
