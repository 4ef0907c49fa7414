// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Column } from "./data-table.tsx";
import { choicesOf, type Asked, type Choice, type Narrowing } from "./narrow.ts";
import type { Change } from "./use-asked.ts";

export type ListToolsProps<Row> = {
  /** "Find by title, state or person". */
  readonly findSays: string;
  readonly narrowing: Narrowing<Row>;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly asked: Asked;
  readonly change: Change;
  /** The rows have no heads to press, however wide the window is. */
  readonly isSortShown?: boolean;
  /** What this list alone is asked: whose, as of when. */
  readonly children?: ReactNode;
};

/** What a list is narrowed by. */
export function ListTools<Row>(props: ListToolsProps<Row>): ReactNode {
  const { findSays, narrowing, rows, columns, asked, change, isSortShown = false, children } = props;
  return (
    <div className="tools flush no-print">
      <TextInput
        className="find"
        type="search"
        aria-label={findSays}
        placeholder={findSays}
        value={asked.find}
        onChange={({ currentTarget }) => change({ find: currentTarget.value })}
      />
      {narrowing.filters?.map((filter) => {
        const chosen = asked.chosen[filter.field] ?? "";
        return (
          <NativeSelect
            key={filter.field}
            aria-label={filter.label}
            value={chosen}
            onChange={({ currentTarget }) => change({ [filter.field]: currentTarget.value })}
            data={[{ value: "", label: filter.all }, ...choicesOf(rows, narrowing, { ...filter, chosen })]}
          />
        );
      })}
      <SortSelect narrowing={narrowing} columns={columns} asked={asked} change={change} isSortShown={isSortShown} />
      {children}
    </div>
  );
}

type SortSelectProps<Row> = Pick<ListToolsProps<Row>, "narrowing" | "columns" | "asked" | "change" | "isSortShown">;

/** Sorts where rows stack and have no heads. */
export function SortSelect<Row>({ narrowing, columns, asked, change, isSortShown = false }: SortSelectProps<Row>): ReactNode {
  return (
    <div className={isSortShown ? undefined : "narrow-only"}>
      <NativeSelect
        aria-label="Sort by"
        value={asked.sort ?? narrowing.start ?? ""}
        onChange={({ currentTarget: { value } }) => change({ sort: value === narrowing.start ? undefined : value })}
        data={sortsOf(columns, narrowing)}
      />
    </div>
  );
}

function sortsOf<Row>(columns: readonly Column<Row>[], { fields, start }: Narrowing<Row>): Choice[] {
  const sorts = columns
    .filter(({ key }) => Object.hasOwn(fields, key))
    .flatMap(({ key, head }) => [
      { value: key, label: `${head}, first to last` },
      { value: `-${key}`, label: `${head}, last to first` },
    ]);
  return start === undefined ? [{ value: "", label: "As they come" }, ...sorts] : sorts;
}
