// SPDX-License-Identifier: Apache-2.0
// Every table. Lists come page by page from the server; long ones draw only the rows in view; under 768 px rows stack.
import { Button } from "@mantine/core";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from "react";
import { Glyph } from "../glyph.tsx";
import { useRowKeys } from "./row-keys.ts";

export type Column<Row> = {
  readonly key: string;
  readonly head: string;
  /** A CSS width; the column without one takes the rest. */
  readonly width?: string;
  readonly end?: boolean;
  /** Where the cell goes when rows stack: a CSS grid-area, or "hide". */
  readonly stack: string;
  /** Says its head before its value when rows stack: for a value that does not tell by itself what it is. */
  readonly says?: true;
  readonly cell: (row: Row) => ReactNode;
};

export type DataTableProps<Row> = {
  /** Names the table for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly chosen?: string | undefined;
  /** Rows of the same group stand together under its head. */
  readonly group?: (row: Row) => { readonly key: string; readonly head: ReactNode };
  readonly height?: "dense" | "normal" | "tall";
  /** Keeps the head under the top bar; for tables that are the page. */
  readonly sticky?: boolean;
  readonly more?: { readonly has: boolean; readonly loading: boolean; readonly load: () => void };
  /** Takes j, k and Enter; one table of a page. */
  readonly keys?: boolean;
  readonly sort?: Sort;
};

/** By which column the rows are sorted; whoever gives it has sorted them. The heads of columns that `fields` names are buttons. */
export type Sort = {
  readonly by: string;
  readonly isDown: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly onSort: (key: string) => void;
};

const VIRTUAL_FROM = 250; // All 204 requirements stay in the page, so that they print.
const HEIGHT_PX = { dense: 36, normal: 44, tall: 52 } as const;
const STACKED_PX = 92;

type TableLine<Row> = { readonly key: string; readonly head: ReactNode } | { readonly key: string; readonly row: Row };

function linesOf<Row>({
  rows,
  rowKey,
  group,
}: Pick<DataTableProps<Row>, "rows" | "rowKey"> & { group: DataTableProps<Row>["group"] }): readonly TableLine<Row>[] {
  if (group === undefined) return rows.map((row) => ({ key: rowKey(row), row }));
  let last: string | undefined;
  return rows.flatMap((row): TableLine<Row>[] => {
    const { key, head } = group(row);
    const isNew = key !== last;
    last = key;
    const line = { key: rowKey(row), row };
    return isNew ? [{ key: `group ${key}`, head }, line] : [line];
  });
}

// A custom property: React types know only the standard ones.
const at = (area: string): CSSProperties => ({ "--at": area }) as CSSProperties;

export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, columns, chosen, height = "normal", sticky = false, more, keys = false } = props;
  const { rows, rowKey, group } = props;
  const lines = useMemo(() => linesOf({ rows, rowKey, group }), [rows, rowKey, group]);
  const table = useRef<HTMLTableElement>(null);
  useRowKeys(table, keys);
  const isVirtual = lines.length > VIRTUAL_FROM;
  const { first, items, after, measure } = useVisible(table, { count: lines.length, height, enabled: isVirtual });
  const shown = isVirtual ? items.map((index) => ({ line: lines[index], index })) : lines.map((line, index) => ({ line, index }));
  return (
    <>
      <table
        className={`table ${height}${sticky ? " sticky" : ""}`}
        ref={table}
        aria-label={label}
        aria-rowcount={more?.has === true ? -1 : lines.length + 1}
      >
        <colgroup>
          {columns.map(({ key, width }) => (
            <col key={key} style={width === undefined ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Head key={column.key} of={column} sort={props.sort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {isVirtual ? <Gap px={first} columns={columns.length} /> : null}
          {shown.map(({ line, index }) =>
            line === undefined ? null : (
              <Line key={line.key} line={line} index={index} columns={columns} isChosen={line.key === chosen} measure={measure} />
            ),
          )}
          {isVirtual ? <Gap px={after} columns={columns.length} /> : null}
        </tbody>
      </table>
      {more === undefined || !more.has ? null : <More {...more} />}
    </>
  );
}

function Head<Row>({ of: { key, head, end }, sort }: { of: Column<Row>; sort: Sort | undefined }): ReactNode {
  const isBy = sort?.by === key;
  const order = sort === undefined || !isBy ? undefined : sort.isDown ? "descending" : "ascending";
  return (
    <th scope="col" className={end === true ? "end" : undefined} aria-sort={order}>
      {sort === undefined || !Object.hasOwn(sort.fields, key) ? (
        head
      ) : (
        <button type="button" className="sorter" onClick={() => sort.onSort(key)}>
          {head}
          <Glyph of={order === undefined ? IconArrowsSort : order === "descending" ? IconArrowDown : IconArrowUp} size={12} />
        </button>
      )}
    </th>
  );
}

type LineProps<Row> = {
  line: TableLine<Row>;
  index: number;
  columns: readonly Column<Row>[];
  isChosen: boolean;
  measure: ((row: HTMLTableRowElement | null) => void) | undefined;
};

function LineOf<Row>({ line, index, columns, isChosen, measure }: LineProps<Row>): ReactNode {
  if ("head" in line) {
    return (
      <tr className="group" aria-rowindex={index + 2} data-index={index} ref={measure}>
        <th scope="colgroup" colSpan={columns.length}>
          {line.head}
        </th>
      </tr>
    );
  }
  return (
    <tr aria-rowindex={index + 2} data-index={index} ref={measure} {...(isChosen ? { "aria-current": true } : {})}>
      {columns.map(({ key, head, cell, end, stack, says }) => (
        <td
          key={key}
          className={end === true ? "end" : undefined}
          data-stack={stack}
          {...(says === true ? { "data-says": head } : {})}
          style={stack === "hide" ? undefined : at(stack)}
        >
          {cell(line.row)}
        </td>
      ))}
    </tr>
  );
}

// Drawn again only when its own line changes: scrolling adds rows, it does not redraw those that stay. memo forgets type parameters.
const Line = memo(LineOf) as typeof LineOf;

function Gap({ px, columns }: { px: number; columns: number }): ReactNode {
  return px <= 0 ? null : (
    <tr className="gap" aria-hidden="true">
      <td colSpan={columns} style={{ height: px }} aria-label="Rows not drawn" />
    </tr>
  );
}

type Visible = { first: number; after: number; items: readonly number[]; measure: ((row: HTMLTableRowElement | null) => void) | undefined };

/** Which lines are near the window. Rows measure themselves, because stacked rows differ in height. */
function useVisible(
  table: { current: HTMLTableElement | null },
  { count, height, enabled }: { count: number; height: keyof typeof HEIGHT_PX; enabled: boolean },
): Visible {
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const top = table.current?.tBodies[0]?.getBoundingClientRect().top ?? 0;
    setMargin(top + window.scrollY);
  }, [table, enabled]);
  // oxlint-disable-next-line react/incompatible-library -- No compiler memoizes here; the virtualizer says itself when to draw again.
  const virtualizer = useWindowVirtualizer({
    count,
    enabled,
    estimateSize: () => (window.innerWidth < 768 ? STACKED_PX : HEIGHT_PX[height]),
    overscan: 12,
    scrollMargin: margin,
  });
  const items = virtualizer.getVirtualItems();
  return {
    items: items.map(({ index }) => index),
    first: (items[0]?.start ?? margin) - margin,
    after: virtualizer.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin),
    measure: enabled ? virtualizer.measureElement : undefined,
  };
}

/** Loads the next page when its button comes near the window, or is pressed. */
function More({ loading, load }: { loading: boolean; load: () => void }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const node = box.current;
    if (node === null || loading) return;
    const observer = new IntersectionObserver(([entry]) => (entry?.isIntersecting === true ? load() : undefined), { rootMargin: "600px" });
    observer.observe(node);
    return () => observer.disconnect();
  }, [loading, load]);
  return (
    <div className="table-more no-print" ref={box}>
      <Button onClick={load} aria-disabled={loading}>
        {loading ? "Loading" : "Load more"}
      </Button>
    </div>
  );
}

/** What stands while the first page is on its way. */
export function Waiting({ lines = 5 }: { lines?: number }): ReactNode {
  return (
    <output className="wait">
      <span className="sr">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <i key={line} style={{ width: `${88 - ((line * 17) % 40)}%` }} />
      ))}
    </output>
  );
}
