// SPDX-License-Identifier: Apache-2.0
// Which requirements are shown, which are chosen, and what is said of them.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { judge, resolveFinding, type EvaluationDetail, type EvaluationItem } from "../../api/evaluation.ts";
import { requirementsQuery } from "../../api/requirement.ts";
import { useDirectory } from "../../part/question/directory.ts";
import { Faults } from "../../part/say/faults.tsx";
import { ListPanel, useNarrowed } from "../../part/table/list-panel.tsx";
import { readWhole } from "../../part/table/list.tsx";
import { useMay } from "../../session/session-context.ts";
import { dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { itemNarrowing, sectionOf } from "./evaluation-words.ts";
import { itemColumns, SectionHead } from "./item-table.tsx";
import { JudgeDialog } from "./judge-dialog.tsx";

const NONE: ReadonlySet<string> = new Set();

/** Today's verdicts by paragraph, and the titles of sections. */
function useVerdicts() {
  const may = useMay("report.requirement.list");
  const { data } = useQuery({ ...requirementsQuery, enabled: may });
  return useMemo(
    () => ({
      verdicts: new Map(data?.items.map(({ cite, verdict }) => [cite, verdict] as const) ?? []),
      sections: new Map(data?.items.map(({ section, sectionTitle }) => [section, sectionTitle.replace(/\.$/, "")] as const) ?? []),
    }),
    [data],
  );
}

export function ItemsPanel({ of: evaluation }: { of: EvaluationDetail }): ReactNode {
  const client = useQueryClient();
  const { nameOf } = useDirectory();
  const { verdicts, sections } = useVerdicts();
  const mayJudge = useMay("program.evaluation.judge");
  const [chosen, setChosen] = useState(NONE);
  const [saying, setSaying] = useState<"finding" | "does-not-apply" | null>(null);
  const today = dayOf(useNow(), useZone());
  const { id, items, signedAt } = evaluation;
  const isOpen = mayJudge && signedAt === null;
  const listed = useMemo(() => readWhole(items), [items]);
  const narrowing = useMemo(() => itemNarrowing(nameOf), [nameOf]);
  const { rows } = useNarrowed(listed, narrowing);
  const cites = rows.filter(({ cite }) => chosen.has(cite)).map(({ cite }) => cite);
  const again = (): Promise<unknown> =>
    Promise.all(["evaluations", "tasks", "home"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const onJudged = (): void => {
    setChosen(NONE);
    setSaying(null);
    void again();
  };
  const fine = useMutation({ mutationFn: () => judge(id, { judgement: "as-it-should-be", cites }), onSuccess: onJudged });
  const resolve = useMutation({ mutationFn: (cite: string) => resolveFinding(id, cite), onSuccess: again });
  const onChoose = useCallback(
    (which: readonly string[], on: boolean) =>
      setChosen((old) => (on ? new Set([...old, ...which]) : new Set([...old].filter((cite) => !which.includes(cite))))),
    [],
  );
  const marks = isOpen ? chosen : null;
  const onResolve = mayJudge && signedAt !== null ? resolve.mutate : null;
  const columns = useMemo(
    () => itemColumns({ verdicts, nameOf, chosen: marks, onChoose, onResolve }),
    [verdicts, nameOf, marks, onChoose, onResolve],
  );
  const group = useCallback(
    ({ cite }: EvaluationItem) => {
      const section = sectionOf(cite);
      const own = rows.filter((one) => sectionOf(one.cite) === section).map((one) => one.cite);
      const title = sections.get(section) ?? "";
      return { key: section, head: <SectionHead section={section} title={title} cites={own} chosen={marks} onChoose={onChoose} /> };
    },
    [rows, sections, marks, onChoose],
  );
  return (
    <div>
      <ListPanel
        of={listed}
        title="Requirements"
        file={`evaluation-${evaluation.asOf}`}
        findSays="Find by paragraph, title, note or owner"
        narrowing={narrowing}
        columns={columns}
        rowKey={({ cite }) => cite}
        group={group}
        groupedBy="paragraph"
        height="tall"
        empty={null}
        between={
          <>
            {isOpen ? (
              <JudgeBar
                count={cites.length}
                isAll={cites.length === rows.length}
                isPending={fine.isPending}
                onAll={(on) => setChosen(on ? new Set(rows.map(({ cite }) => cite)) : NONE)}
                onFine={() => fine.mutate()}
                onSay={setSaying}
              />
            ) : null}
            <Faults error={fine.error ?? resolve.error} />
          </>
        }
      />
      {saying === null ? null : (
        <JudgeDialog evaluation={id} cites={cites} judgement={saying} today={today} onJudged={onJudged} onClose={() => setSaying(null)} />
      )}
    </div>
  );
}

type JudgeBarProps = {
  readonly count: number;
  readonly isAll: boolean;
  readonly isPending: boolean;
  readonly onAll: (on: boolean) => void;
  readonly onFine: () => void;
  readonly onSay: (what: "finding" | "does-not-apply") => void;
};

/** Stays in sight while one chooses. */
function JudgeBar({ count, isAll, isPending, onAll, onFine, onSay }: JudgeBarProps): ReactNode {
  const notYet = count === 0 ? { "aria-disabled": true, title: "Choose some requirements first." } : {};
  const when = (act: () => void) => () => (count === 0 ? undefined : act());
  return (
    <section className="judge-bar no-print" aria-label="Judge the chosen requirements">
      <output className="strong nowrap">{count === 0 ? "None chosen" : `${count} chosen`}</output>
      <Button size="xs" onClick={() => onAll(!(isAll && count > 0))}>
        {isAll && count > 0 ? "Choose none" : "Choose all shown"}
      </Button>
      <span className="row wrap push">
        <Button size="xs" variant="filled" loading={isPending} onClick={when(onFine)} {...notYet}>
          As it should be
        </Button>
        <Button size="xs" onClick={when(() => onSay("finding"))} {...notYet}>
          Finding
        </Button>
        <Button size="xs" onClick={when(() => onSay("does-not-apply"))} {...notYet}>
          Does not apply
        </Button>
      </span>
    </section>
  );
}
