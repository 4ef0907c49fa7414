// SPDX-License-Identifier: Apache-2.0
// A list as a page shows it: found in, filtered, sorted by its heads, and saved as CSV; what it was asked for stands in the address.
// Not for individuals and their records: their file would be a disclosure, and what is looked for there must not stand in an address.
import { useCallback, useMemo, type ReactNode } from "react";
import { Panel, type PanelProps } from "../panel.tsx";
import { Empty } from "../say/empty.tsx";
import { CsvButton } from "./csv-button.tsx";
import type { DataTableProps, Sort } from "./data-table.tsx";
import { ListTools } from "./list-tools.tsx";
import { countOf, List, type Listed } from "./list.tsx";
import { isNarrowed, isRearranged, narrowed, narrowedCsv, sortAfter, sortOf, type Asked, type Narrowing } from "./narrow.ts";
import { useAsked, type Change } from "./use-asked.ts";
import { useWhole } from "./whole.ts";

export type ListPanelProps<Row> = Omit<DataTableProps<Row>, "rows" | "more" | "sort" | "label"> &
  Pick<PanelProps, "title" | "action" | "footer"> & {
    readonly of: Listed<Row>;
    /** Stays the same from one drawing to the next. */
    readonly narrowing: Narrowing<Row>;
    /** "Find by title, state or person". */
    readonly findSays: string;
    /** The file's name, without its end. */
    readonly file: string;
    /** Names a list that is not the page's first: in the address, and to screen readers. */
    readonly name?: string;
    /** What stands in place of a list that has no rows at all. */
    readonly empty: ReactNode;
    readonly waiting?: number;
    /** In place of how many there are. */
    readonly note?: ReactNode;
    /** What this list alone is asked, beside the find field. */
    readonly tools?: ReactNode;
    /** The server was asked for less than everything, by what `tools` say; `onClear` asks for everything again. */
    readonly onClear?: (() => void) | undefined;
    /** The field by which groups follow each other; sorted by another one, rows stand without heads. */
    readonly groupedBy?: string;
    /** Between what it is narrowed by and the panel. */
    readonly between?: ReactNode;
    /** The file's text, where a row is more than one line of it. */
    readonly csvOf?: (rows: readonly Row[]) => string;
    /** Between the head and the table, for what is done to the rows that are shown. */
    readonly renderAbove?: (rows: readonly Row[]) => ReactNode;
    /** Instead of the panel: another drawing of the same rows, with the button that saves them. */
    readonly renderInstead?: ((rows: readonly Row[], csv: ReactNode) => ReactNode) | undefined;
  };

const FEW = 8; // A second list this short is taken in at a glance: nothing to look for.

/** Which list of the page, and whether `find` in the address has left out what does not fit already. */
type Which = { readonly name?: string | undefined; readonly hasOwnFind?: true };

/** What a list shows of its rows, and how its heads sort them. */
export function useNarrowed<Row>(of: Listed<Row>, narrowing: Narrowing<Row>, { name, hasOwnFind }: Which = {}): Narrowed<Row> {
  const address = useAsked(narrowing.filters, name);
  const { change } = address;
  const asked = useMemo(() => (hasOwnFind === true ? { ...address.asked, find: "" } : address.asked), [address.asked, hasOwnFind]);
  const whole = useWhole(of, isRearranged(narrowing, asked));
  const rows = useMemo(() => narrowed(whole.rows, narrowing, asked), [whole.rows, narrowing, asked]);
  const { by = "", isDown = false } = sortOf(narrowing, asked) ?? {};
  const onSort = useCallback(
    (key: string) => change({ sort: sortAfter(by === "" ? null : { by, isDown }, key, narrowing.start) }),
    [by, isDown, change, narrowing.start],
  );
  return {
    rows,
    asked,
    change,
    sort: { by, isDown, fields: narrowing.fields, onSort },
    csv: async () => narrowedCsv(narrowed(await of.readAll(), narrowing, asked), narrowing),
    clear: () => change({ find: undefined, ...Object.fromEntries(Object.keys(asked.chosen).map((field) => [field, undefined])) }),
  };
}

export type Narrowed<Row> = {
  readonly rows: readonly Row[];
  readonly asked: Asked;
  readonly change: Change;
  readonly sort: Sort;
  /** All of what fits, whatever was loaded yet. */
  readonly csv: () => Promise<string>;
  readonly clear: () => void;
};

export function ListPanel<Row>(props: ListPanelProps<Row>): ReactNode {
  const { of, narrowing, title, note, action, footer, name, file, findSays, tools, onClear, empty, group, groupedBy, ...rest } = props;
  const { renderAbove, between, csvOf, renderInstead, waiting, ...table } = rest;
  const { rows, asked, change, sort, csv, clear } = useNarrowed(of, narrowing, { name });
  const isLess = isNarrowed(asked) || onClear !== undefined;
  const isAnything = of.rows.length > 0 || isLess || tools !== undefined; // What else it is asked may be why it is empty.
  const isGrouped = group !== undefined && (sort.by === "" || sort.by === groupedBy);
  const count = rows.length === of.rows.length ? countOf(of) : `${rows.length} of ${countOf(of) ?? 0}`;
  const save = (
    <CsvButton file={file} read={csvOf === undefined ? csv : () => csvOf(rows)} {...(name === undefined ? {} : { label: title })} />
  );
  const clearAll = (): void => {
    clear();
    onClear?.();
  };
  return (
    <div>
      {isAnything && (name === undefined || isLess || of.rows.length >= FEW) ? (
        <ListTools findSays={findSays} narrowing={narrowing} rows={of.rows} columns={table.columns} asked={asked} change={change}>
          {tools}
        </ListTools>
      ) : null}
      {between}
      {renderInstead !== undefined && of.rows.length > 0 ? (
        renderInstead(rows, save)
      ) : (
        <Panel
          title={title}
          note={note ?? count}
          {...(footer === undefined ? {} : { footer })}
          action={
            <>
              {of.rows.length === 0 ? null : save}
              {action}
            </>
          }
        >
          {renderAbove?.(rows)}
          <List
            {...table}
            of={{ ...of, rows }}
            label={title}
            sort={sort}
            {...(waiting === undefined ? {} : { waiting })}
            {...(isGrouped ? { group } : {})}
            empty={isLess ? <Nothing of={of.rows.length} onClear={clearAll} /> : empty}
          />
        </Panel>
      )}
    </div>
  );
}

function Nothing({ of: all, onClear }: { of: number; onClear: () => void }): ReactNode {
  const says = all === 0 ? "Nothing here fits what you asked for." : `None of ${all} fits what you asked for.`;
  return <Empty kind="filtered" title="Nothing matches" says={says} action={{ label: "Show all", onAct: onClear }} />;
}
