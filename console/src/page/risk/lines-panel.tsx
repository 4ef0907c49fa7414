// SPDX-License-Identifier: Apache-2.0
// Which lines are shown, which are chosen, and what is decided of them.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { decide, type AnalysisDetail, type Library, type LineRef } from "../../api/risk.ts";
import { Faults } from "../../part/say/faults.tsx";
import { ListPanel, useNarrowed } from "../../part/table/list-panel.tsx";
import { readWhole } from "../../part/table/list.tsx";
import { lineColumns, AssetHead } from "./line-table.tsx";
import { NoMatterDialog } from "./no-matter-dialog.tsx";
import { RiskDialog } from "./risk-dialog.tsx";
import { LINES, shownLines, type ShownLine } from "./risk-words.ts";

const NONE: ReadonlySet<string> = new Set();
/** As many are decided, and filed as risks, at once as the server takes. */
const LINES_MAX = 1000;
const RISKS_MAX = 50;

type LinesPanelProps = { readonly of: AnalysisDetail; readonly library: Library; readonly isOpen: boolean };

export function LinesPanel({ of: analysis, library, isOpen }: LinesPanelProps): ReactNode {
  const client = useQueryClient();
  const [chosen, setChosen] = useState(NONE);
  const [saying, setSaying] = useState<"no-matter" | "risk" | null>(null);
  const lines = useMemo(() => shownLines(analysis, library), [analysis, library]);
  const listed = useMemo(() => readWhole(lines), [lines]);
  const { rows } = useNarrowed(listed, LINES);
  const picked = rows.filter(({ key }) => chosen.has(key));
  const refs = picked.map(({ asset, threat }): LineRef => ({ asset, threat }));
  const isChange = picked.some(({ decision }) => decision !== null);
  const onDecided = (): void => {
    setChosen(NONE);
    setSaying(null);
    for (const key of ["risks", "tasks", "submissions"]) void client.invalidateQueries({ queryKey: [key] });
  };
  const again = useMutation({
    mutationFn: () => decide(analysis.id, { decision: "as-before", lines: refs, isChange }, analysis.version),
    onSuccess: onDecided,
  });
  const onChoose = useCallback(
    (which: readonly string[], on: boolean) =>
      setChosen((old) => (on ? new Set([...old, ...which]) : new Set([...old].filter((key) => !which.includes(key))))),
    [],
  );
  const marks = isOpen ? chosen : null;
  const columns = useMemo(() => lineColumns({ chosen: marks, onChoose }), [marks, onChoose]);
  const byAsset = useMemo(() => Map.groupBy(rows, ({ asset }) => asset), [rows]);
  const group = useCallback(
    ({ asset }: ShownLine) => ({ key: asset, head: <AssetHead lines={byAsset.get(asset) ?? []} chosen={marks} onChoose={onChoose} /> }),
    [byAsset, marks, onChoose],
  );
  const common = { analysis, lines: picked, isChange, onDecided, onClose: () => setSaying(null) };
  return (
    <div>
      <ListPanel
        of={listed}
        title="Threats, asset by asset"
        file={`risk-analysis-${analysis.asOf}`}
        findSays="Find by asset, threat or reason"
        narrowing={LINES}
        columns={columns}
        rowKey={({ key }) => key}
        group={group}
        groupedBy="asset"
        height="tall"
        keys
        empty={null}
        between={
          <>
            {isOpen ? (
              <DecideBar
                count={picked.length}
                isAll={picked.length === Math.min(rows.length, LINES_MAX)}
                hasBefore={picked.length > 0 && picked.every(({ before }) => before !== null)}
                isPending={again.isPending}
                onAll={(on) => setChosen(on ? new Set(rows.slice(0, LINES_MAX).map(({ key }) => key)) : NONE)}
                onBefore={() => again.mutate()}
                onSay={setSaying}
              />
            ) : null}
            <Faults error={again.error} />
          </>
        }
      />
      {saying === "no-matter" ? <NoMatterDialog {...common} /> : null}
      {saying === "risk" ? <RiskDialog {...common} library={library} /> : null}
    </div>
  );
}

type DecideBarProps = {
  readonly count: number;
  readonly isAll: boolean;
  /** Whether all that are chosen were decided in the analysis before. */
  readonly hasBefore: boolean;
  readonly isPending: boolean;
  readonly onAll: (on: boolean) => void;
  readonly onBefore: () => void;
  readonly onSay: (what: "no-matter" | "risk") => void;
};

/** Stays in sight while one chooses. */
function DecideBar({ count, isAll, hasBefore, isPending, onAll, onBefore, onSay }: DecideBarProps): ReactNode {
  const notYet = count === 0 ? { "aria-disabled": true, title: "Choose some lines first." } : {};
  const tooMany = count > RISKS_MAX ? { "aria-disabled": true, title: `At most ${RISKS_MAX} risks at once.` } : notYet;
  return (
    <section className="judge-bar no-print" aria-label="Decide the chosen lines">
      <output className="strong nowrap">{count === 0 ? "None chosen" : `${count} chosen`}</output>
      <Button size="xs" onClick={() => onAll(!(isAll && count > 0))}>
        {isAll && count > 0 ? "Choose none" : "Choose all shown"}
      </Button>
      <span className="row wrap push">
        <Button size="xs" variant="filled" onClick={() => (count === 0 || count > RISKS_MAX ? undefined : onSay("risk"))} {...tooMany}>
          A risk
        </Button>
        <Button size="xs" onClick={() => (count === 0 ? undefined : onSay("no-matter"))} {...notYet}>
          Does not matter here
        </Button>
        {hasBefore ? (
          <Button size="xs" loading={isPending} onClick={onBefore}>
            As before
          </Button>
        ) : null}
      </span>
    </section>
  );
}
