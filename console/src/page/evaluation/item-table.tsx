// SPDX-License-Identifier: Apache-2.0
// The requirements of an evaluation, each with today's verdict from evidence beside what people say of it.
import { Button } from "@mantine/core";
import { useCallback, useMemo, type ReactNode } from "react";
import type { EvaluationItem } from "../../api/evaluation.ts";
import type { Verdict as VerdictWord } from "../../api/verdict.ts";
import { Cite } from "../../part/cite.tsx";
import { Verdict } from "../../part/status/verdict.tsx";
import { DataTable, type Column } from "../../part/table/data-table.tsx";
import { date } from "../../time/times.ts";
import { sectionOf } from "./evaluation-words.ts";
import { JudgementChip } from "./judgement-chip.tsx";

export type ItemTableProps = {
  readonly items: readonly EvaluationItem[];
  readonly verdicts: ReadonlyMap<string, VerdictWord>;
  readonly sections: ReadonlyMap<string, string>;
  readonly nameOf: (id: string | null) => string;
  /** What is chosen to be judged; null where nothing can be judged any more. */
  readonly chosen: ReadonlySet<string> | null;
  readonly onChoose: (cites: readonly string[], on: boolean) => void;
  /** Resolves a finding; null where that is not for this person, or not yet. */
  readonly onResolve: ((cite: string) => void) | null;
};

export function ItemTable(props: ItemTableProps): ReactNode {
  const { items, sections, chosen, onChoose } = props;
  const columns = useMemo(() => columnsFor(props), [props]);
  const group = useCallback(
    ({ cite }: EvaluationItem) => {
      const section = sectionOf(cite);
      const own = items.filter((one) => sectionOf(one.cite) === section).map((one) => one.cite);
      const head = (
        <span className="row">
          {chosen === null ? null : (
            <input
              type="checkbox"
              className="choose no-print"
              aria-label={`All of ${section} that are shown`}
              checked={own.every((one) => chosen.has(one))}
              onChange={({ currentTarget }) => onChoose(own, currentTarget.checked)}
            />
          )}
          <span className="mono">{section}</span>
          <span className="cut">{sections.get(section) ?? ""}</span>
        </span>
      );
      return { key: section, head };
    },
    [items, sections, chosen, onChoose],
  );
  return (
    <DataTable
      label="Requirements of the evaluation"
      columns={columns}
      rows={items}
      rowKey={({ cite }) => cite}
      group={group}
      height="tall"
    />
  );
}

function columnsFor({ verdicts, nameOf, chosen, onChoose, onResolve }: ItemTableProps): readonly Column<EvaluationItem>[] {
  return [
    {
      key: "paragraph",
      head: "Paragraph",
      width: "34%",
      stack: "1 / 1 / 2 / 3",
      cell: ({ cite, title }) => (
        <span className="row evaluation-item">
          {chosen === null ? null : (
            <input
              type="checkbox"
              className="choose no-print"
              aria-label={`Choose ${cite}, ${title}`}
              checked={chosen.has(cite)}
              onChange={({ currentTarget }) => onChoose([cite], currentTarget.checked)}
            />
          )}
          <span className="two-lines">
            <Cite of={cite} />
            <span>{title}</span>
          </span>
        </span>
      ),
    },
    {
      key: "verdict",
      head: "Evidence today",
      width: "10.5rem",
      stack: "2 / 1",
      cell: ({ cite }) => {
        const verdict = verdicts.get(cite);
        return verdict === undefined ? <span className="muted">unknown</span> : <Verdict is={verdict} />;
      },
    },
    { key: "judgement", head: "Judgement", width: "10.5rem", stack: "2 / 2", cell: (item) => <JudgementChip of={item} /> },
    {
      key: "note",
      head: "Note",
      stack: "3 / 1 / 4 / 3",
      cell: (item) => (
        <span className="two-lines">
          {item.note === null ? null : <span className="lines-kept">{item.note}</span>}
          {item.owner === null || item.dueOn === null ? null : (
            <span className="small muted">
              {item.ownerName ?? nameOf(item.owner)}, by {date(item.dueOn)}
              {item.resolvedAt === null ? "" : `; resolved on ${date(item.resolvedAt)}`}
            </span>
          )}
          {onResolve === null || item.judgement !== "finding" || item.resolvedAt !== null ? null : (
            <span className="no-print">
              <Button size="xs" onClick={() => onResolve(item.cite)} aria-label={`It is resolved: ${item.cite}`}>
                It is resolved
              </Button>
            </span>
          )}
        </span>
      ),
    },
  ];
}
