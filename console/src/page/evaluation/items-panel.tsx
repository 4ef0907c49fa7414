// SPDX-License-Identifier: Apache-2.0
// Which requirements are shown, which are chosen, and what is said of them.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { judge, resolveFinding, type EvaluationDetail } from "../../api/evaluation.ts";
import { requirementsQuery } from "../../api/requirement.ts";
import { Panel } from "../../part/panel.tsx";
import { useDirectory } from "../../part/question/directory.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import type { EvaluationSearch } from "../../search.ts";
import { useMay } from "../../session/session-context.ts";
import { dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { isFound, isShown, SHOWN, SHOWN_SAYS } from "./evaluation-words.ts";
import { ItemTable } from "./item-table.tsx";
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
  const search = useSearch({ from: "/inside/evaluations/$evaluation" });
  const navigate = useNavigate();
  const client = useQueryClient();
  const { nameOf } = useDirectory();
  const { verdicts, sections } = useVerdicts();
  const mayJudge = useMay("program.evaluation.judge");
  const [chosen, setChosen] = useState(NONE);
  const [saying, setSaying] = useState<"finding" | "does-not-apply" | null>(null);
  const today = dayOf(useNow(), useZone());
  const { id, items, signedAt } = evaluation;
  const { show, find = "" } = search;
  const isOpen = mayJudge && signedAt === null;
  const rows = useMemo(
    () => items.filter((item) => isFound(item, { shown: show, find }, item.owner === null ? "" : (item.ownerName ?? nameOf(item.owner)))),
    [items, show, find, nameOf],
  );
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
  const change = (next: Partial<EvaluationSearch>): void =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  return (
    <div>
      <ItemTools search={search} change={change} />
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
      <Panel title="Requirements" note={rows.length === items.length ? String(items.length) : `${rows.length} of ${items.length}`}>
        {rows.length === 0 ? (
          <Empty
            kind="filtered"
            title="Nothing matches"
            says={`None of ${items.length} requirements fits what you asked for.`}
            action={{ label: "Show all", onAct: () => change({ show: undefined, find: undefined }) }}
          />
        ) : (
          <ItemTable
            items={rows}
            verdicts={verdicts}
            sections={sections}
            nameOf={nameOf}
            chosen={isOpen ? chosen : null}
            onChoose={onChoose}
            onResolve={mayJudge && signedAt !== null ? resolve.mutate : null}
          />
        )}
      </Panel>
      {saying === null ? null : (
        <JudgeDialog evaluation={id} cites={cites} judgement={saying} today={today} onJudged={onJudged} onClose={() => setSaying(null)} />
      )}
    </div>
  );
}

function ItemTools({
  search: { show, find },
  change,
}: {
  search: EvaluationSearch;
  change: (next: Partial<EvaluationSearch>) => void;
}): ReactNode {
  return (
    <div className="tools flush no-print">
      <TextInput
        className="find"
        type="search"
        aria-label="Find by paragraph, title, note or owner"
        placeholder="Find by paragraph, title, note or owner"
        value={find ?? ""}
        onChange={({ currentTarget }) => change({ find: currentTarget.value === "" ? undefined : currentTarget.value })}
      />
      <NativeSelect
        aria-label="Judgement"
        value={show ?? ""}
        onChange={({ currentTarget: { value } }) => change({ show: isShown(value) ? value : undefined })}
        data={[{ value: "", label: "All requirements" }, ...SHOWN.map((value) => ({ value, label: SHOWN_SAYS[value] }))]}
      />
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
