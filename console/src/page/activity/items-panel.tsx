// SPDX-License-Identifier: Apache-2.0
// Which items are shown, which are chosen, and what is said of them.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { decideItems, resolveItem, type ActivityItem, type ReviewDetail } from "../../api/activity.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { ListPanel, useNarrowed } from "../../part/table/list-panel.tsx";
import { readWhole } from "../../part/table/list.tsx";
import { useMay, useSession } from "../../session/session-context.ts";
import { dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { itemNarrowing } from "./activity-words.ts";
import { DecideDialog } from "./decide-dialog.tsx";
import { ClassHead, isChoosable, itemColumns } from "./item-table.tsx";

const NONE: ReadonlySet<number> = new Set();

export function ItemsPanel({ of: review, isReviewer }: { of: ReviewDetail; isReviewer: boolean }): ReactNode {
  const client = useQueryClient();
  const mayLedger = useMay("ledger.entry.read");
  const { tenant } = useSession();
  const today = dayOf(useNow(), useZone());
  const [chosen, setChosen] = useState(NONE);
  const [saying, setSaying] = useState<"follow-up" | "incident" | null>(null);
  const { id, items, classes, signedAt } = review;
  const isOpen = isReviewer && signedAt === null;
  const titles = useMemo(() => new Map(classes.map((one) => [one.class, one.title])), [classes]);
  const listed = useMemo(() => readWhole(items), [items]);
  const narrowing = useMemo(() => itemNarrowing(titles), [titles]);
  const { rows } = useNarrowed(listed, narrowing);
  const selected = rows.filter((item) => chosen.has(item.n) && isChoosable(item)).map(({ n, version }) => ({ n, version }));
  const again = (): Promise<unknown> =>
    Promise.all(["activity", "tasks", "home"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const onDecided = (): void => {
    setChosen(NONE);
    setSaying(null);
    void again();
  };
  const expected = useMutation({
    mutationFn: () => decideItems(id, { decision: "expected", items: selected }),
    onSuccess: onDecided,
    onError: again, // Somebody decided meanwhile: what is shown is what is.
  });
  const resolve = useMutation({ mutationFn: (n: number) => resolveItem(id, n), onSuccess: again });
  const onChoose = useCallback(
    (which: readonly number[], on: boolean) =>
      setChosen((old) => (on ? new Set([...old, ...which]) : new Set([...old].filter((n) => !which.includes(n))))),
    [],
  );
  const marks = isOpen ? chosen : null;
  const onResolve = isReviewer ? resolve.mutate : null;
  const columns = useMemo(
    () => itemColumns({ chosen: marks, onChoose, onResolve, mayLedger, tenant: tenant?.id ?? null }),
    [marks, onChoose, onResolve, mayLedger, tenant],
  );
  const group = useCallback(
    (item: ActivityItem) => {
      const own = rows.filter((one) => one.class === item.class);
      const title = titles.get(item.class) ?? item.class;
      return { key: item.class, head: <ClassHead title={title} items={own} chosen={marks} onChoose={onChoose} /> };
    },
    [rows, titles, marks, onChoose],
  );
  const choosable = rows.filter(isChoosable);
  return (
    <div>
      <ListPanel
        of={listed}
        title="What stood out"
        file={`activity-${dayOf(Date.parse(review.from))}`}
        findSays="Find by person, act, log or note"
        narrowing={narrowing}
        columns={columns}
        rowKey={({ n }) => String(n)}
        group={group}
        groupedBy="class"
        height="tall"
        empty={<Empty kind="nothing-due" title="Nothing stood out" says="By no rule below; what was looked at is counted there." />}
        between={
          <>
            {isOpen && items.length > 0 ? (
              <DecideBar
                count={selected.length}
                isAll={selected.length === choosable.length}
                isPending={expected.isPending}
                onAll={(on) => setChosen(on ? new Set(choosable.map(({ n }) => n)) : NONE)}
                onExpected={() => expected.mutate()}
                onSay={setSaying}
              />
            ) : null}
            <Faults error={expected.error ?? resolve.error} />
          </>
        }
      />
      {saying === null ? null : (
        <DecideDialog review={id} items={selected} decision={saying} today={today} onDecided={onDecided} onClose={() => setSaying(null)} />
      )}
    </div>
  );
}

type DecideBarProps = {
  readonly count: number;
  readonly isAll: boolean;
  readonly isPending: boolean;
  readonly onAll: (on: boolean) => void;
  readonly onExpected: () => void;
  readonly onSay: (what: "follow-up" | "incident") => void;
};

/** Stays in sight while one chooses. */
function DecideBar({ count, isAll, isPending, onAll, onExpected, onSay }: DecideBarProps): ReactNode {
  const notYet = count === 0 ? { "aria-disabled": true, title: "Choose some items first." } : {};
  const when = (act: () => void) => () => (count === 0 ? undefined : act());
  return (
    <section className="judge-bar no-print" aria-label="Decide the chosen items">
      <output className="strong nowrap">{count === 0 ? "None chosen" : `${count} chosen`}</output>
      <Button size="xs" onClick={() => onAll(!(isAll && count > 0))}>
        {isAll && count > 0 ? "Choose none" : "Choose all shown"}
      </Button>
      <span className="row wrap push">
        <Button size="xs" variant="filled" loading={isPending} onClick={when(onExpected)} {...notYet}>
          As expected
        </Button>
        <Button size="xs" onClick={when(() => onSay("follow-up"))} {...notYet}>
          Follow up
        </Button>
        <Button size="xs" onClick={when(() => onSay("incident"))} {...notYet}>
          Incident
        </Button>
      </span>
    </section>
  );
}
