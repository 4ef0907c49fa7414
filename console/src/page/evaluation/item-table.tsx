// SPDX-License-Identifier: Apache-2.0
// The requirements of an evaluation, each with today's verdict from evidence beside what people say of it.
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { EvaluationItem } from "../../api/evaluation.ts";
import type { Verdict as VerdictWord } from "../../api/verdict.ts";
import { Cite } from "../../part/cite.tsx";
import { Verdict } from "../../part/status/verdict.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { date } from "../../time/times.ts";
import { resolverOf } from "./evaluation-words.ts";
import { JudgementChip } from "./judgement-chip.tsx";

export type ItemMarks = {
  readonly verdicts: ReadonlyMap<string, VerdictWord>;
  readonly nameOf: (id: string | null) => string;
  /** What is chosen to be judged; null where nothing can be judged any more. */
  readonly chosen: ReadonlySet<string> | null;
  readonly onChoose: (cites: readonly string[], on: boolean) => void;
  /** Resolves a finding; null where that is not for this person, or not yet. */
  readonly onResolve: ((cite: string) => void) | null;
};

type SectionHeadProps = Pick<ItemMarks, "chosen" | "onChoose"> & {
  readonly section: string;
  readonly title: string;
  /** Its paragraphs that are shown. */
  readonly cites: readonly string[];
};

/** A section's name; all of it that is shown is chosen at once. */
export function SectionHead({ section, title, cites, chosen, onChoose }: SectionHeadProps): ReactNode {
  return (
    <span className="row">
      {chosen === null ? null : (
        <input
          type="checkbox"
          className="choose no-print"
          aria-label={`All of ${section} that are shown`}
          checked={cites.every((one) => chosen.has(one))}
          onChange={({ currentTarget }) => onChoose(cites, currentTarget.checked)}
        />
      )}
      <span className="mono">{section}</span>
      <span className="cut">{title}</span>
    </span>
  );
}

export function itemColumns({ verdicts, nameOf, chosen, onChoose, onResolve }: ItemMarks): readonly Column<EvaluationItem>[] {
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
              {resolverOf(item, nameOf)}, by {date(item.dueOn)}
              {item.resolvedAt === null ? null : (
                <>
                  ; resolved on <When at={item.resolvedAt} as="date" />
                </>
              )}
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
