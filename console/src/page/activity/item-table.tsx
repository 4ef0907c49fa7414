// SPDX-License-Identifier: Apache-2.0
// The items of a review: whose acts, how many, where to see them, and what people said of them.
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { ActivityItem } from "../../api/activity.ts";
import { HrefLink } from "../../part/link-button.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { date } from "../../time/times.ts";
import { countSays, whoseSays } from "./activity-words.ts";
import { DecisionChip } from "./decision-chip.tsx";
import { Evidence, mayFollow } from "./evidence.tsx";

export type ItemMarks = {
  /** What is chosen to be decided; null where nothing can be decided by this person any more. */
  readonly chosen: ReadonlySet<number> | null;
  readonly onChoose: (numbers: readonly number[], on: boolean) => void;
  /** Resolves a follow-up; null where that is not for this person. */
  readonly onResolve: ((n: number) => void) | null;
  /** Whether this person reads the ledger, and which tenant's log their session sees. */
  readonly mayLedger: boolean;
  readonly tenant: string | null;
};

/** Whether an item can be chosen: it is not about oneself, and was not reported already. */
export const isChoosable = ({ isOwn, incident }: ActivityItem): boolean => !isOwn && incident === null;

type ClassHeadProps = Pick<ItemMarks, "chosen" | "onChoose"> & { readonly title: string; readonly items: readonly ActivityItem[] };

/** A class's name; all of it that is shown and may be decided is chosen at once. */
export function ClassHead({ title, items, chosen, onChoose }: ClassHeadProps): ReactNode {
  const numbers = items.filter(isChoosable).map(({ n }) => n);
  return (
    <span className="row">
      {chosen === null || numbers.length === 0 ? null : (
        <input
          type="checkbox"
          className="choose no-print"
          aria-label={`All of ${title} that are shown`}
          checked={numbers.every((n) => chosen.has(n))}
          onChange={({ currentTarget }) => onChoose(numbers, currentTarget.checked)}
        />
      )}
      <span className="cut">{title}</span>
    </span>
  );
}

export function itemColumns({ chosen, onChoose, onResolve, mayLedger, tenant }: ItemMarks): readonly Column<ActivityItem>[] {
  return [
    {
      key: "whose",
      head: "Whose",
      width: "32%",
      stack: "1 / 1 / 2 / 3",
      cell: (item) => (
        <span className="row activity-item">
          {chosen === null || !isChoosable(item) ? null : (
            <input
              type="checkbox"
              className="choose no-print"
              aria-label={`Choose item ${item.n}, ${whoseSays(item)}`}
              checked={chosen.has(item.n)}
              onChange={({ currentTarget }) => onChoose([item.n], currentTarget.checked)}
            />
          )}
          <span className="two-lines">
            <span>
              {whoseSays(item)}
              {item.isOwn ? <strong> (you: somebody else decides)</strong> : null}
            </span>
            <span className="small muted">{[item.act, countSays(item)].filter((one) => one !== null).join(", ")}</span>
          </span>
        </span>
      ),
    },
    {
      key: "log",
      head: "Where to see it",
      stack: "2 / 1 / 3 / 3",
      cell: (item) => <Evidence of={item} follows={mayLedger && mayFollow(item.log, tenant)} />,
    },
    { key: "decision", head: "Decision", width: "10.5rem", stack: "3 / 1", cell: (item) => <DecisionChip of={item} /> },
    { key: "note", head: "Note", stack: "4 / 1 / 5 / 3", cell: (item) => <Note of={item} onResolve={onResolve} /> },
  ];
}

function Note({ of: item, onResolve }: { of: ActivityItem; onResolve: ItemMarks["onResolve"] }): ReactNode {
  const { n, note, dueOn, ownerName, incident, decidedByName, resolvedAt } = item;
  return (
    <span className="two-lines">
      {note === null ? null : <span className="lines-kept">{note}</span>}
      {incident === null ? null : <HrefLink href={`/submissions/${incident}`}>The incident report</HrefLink>}
      {dueOn === null ? null : (
        <span className="small muted">
          {ownerName ?? "Somebody"}, by {date(dueOn)}
          {resolvedAt === null ? null : (
            <>
              ; resolved on <When at={resolvedAt} as="date" />
            </>
          )}
        </span>
      )}
      {decidedByName === null ? null : <span className="small muted">Decided by {decidedByName}</span>}
      {onResolve === null || dueOn === null || resolvedAt !== null || item.isOwn ? null : (
        <span className="no-print">
          <Button size="xs" onClick={() => onResolve(n)} aria-label={`It is resolved: item ${n}`}>
            It is resolved
          </Button>
        </span>
      )}
    </span>
  );
}
