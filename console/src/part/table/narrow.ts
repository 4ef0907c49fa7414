// SPDX-License-Identifier: Apache-2.0
// What a list is narrowed to: which of its rows are shown, in which order, and how they read in a file. Pure, so that it is tested
// without a browser. A list says its rows' fields in words once; finding, sorting, filtering and CSV all use those.
import { csvOf, type CsvCell } from "../csv.ts";

/** What a row says, by the name it has in CSV. A column whose key is one of these names sorts by it. */
export type Fields<Row> = Readonly<Record<string, (row: Row) => CsvCell>>;

export type Choice = { readonly value: string; readonly label: string };

/** One select beside a list: shows only rows whose field has the chosen value. */
export type Filter = {
  readonly field: string;
  readonly label: string;
  /** What it says while nothing is chosen: "All states". */
  readonly all: string;
  /** What there is to choose; without it, what the rows have. */
  readonly choices?: readonly Choice[];
  /** The server leaves out what does not fit; here every row fits. */
  readonly isServers?: true;
};

export type Narrowing<Row> = {
  readonly fields: Fields<Row>;
  /** Stands in CSV only: nobody looks for it. */
  readonly also?: Fields<Row>;
  readonly filters?: readonly Filter[];
  /** In which order the rows come, if it is one of their fields': "due", or "-updated" the other way. */
  readonly start?: string;
};

/** What somebody asked for; it stands in the address. */
export type Asked = {
  readonly find: string;
  readonly sort: string | undefined;
  readonly chosen: Readonly<Record<string, string>>;
};

/** Nobody looks for an instant, and its digits would be found in every row. */
const INSTANT = /^\d{4}-\d\d-\d\dT/;

const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** "-updated" as by which field, and whether downwards; nothing for a name that no field has. */
export function sortOf<Row>(narrowing: Narrowing<Row>, { sort }: Pick<Asked, "sort">): { by: string; isDown: boolean } | null {
  const wanted = sort ?? narrowing.start;
  if (wanted === undefined) return null;
  const by = wanted.replace(/^-/, "");
  return Object.hasOwn(narrowing.fields, by) ? { by, isDown: wanted.startsWith("-") } : null;
}

/** What the head of a column asks for when it is pressed: upwards, then downwards, then as the rows came. */
export function sortAfter(now: { by: string; isDown: boolean } | null, key: string, start: string | undefined): string | undefined {
  const wanted = now?.by !== key ? key : now.isDown ? (start === `-${key}` ? key : undefined) : `-${key}`;
  return wanted === start ? undefined : wanted;
}

/** Whether any row may be left out or moved here: then all of them must be known first. */
export function isRearranged<Row>({ filters = [] }: Narrowing<Row>, { find, sort, chosen }: Asked): boolean {
  return find !== "" || sort !== undefined || filters.some(({ field, isServers }) => isServers !== true && chosen[field] !== undefined);
}

export const isNarrowed = ({ find, chosen }: Asked): boolean => find !== "" || Object.keys(chosen).length > 0;

/** The rows that fit, in the order asked for; what has no value comes last, whichever way. */
export function narrowed<Row>(rows: readonly Row[], narrowing: Narrowing<Row>, asked: Asked): readonly Row[] {
  const { fields, filters = [] } = narrowing;
  const read = Object.values(fields);
  const words = asked.find.toLowerCase().split(/\s+/);
  const fits = (row: Row): boolean => {
    for (const { field, isServers } of filters) {
      const chosen = asked.chosen[field];
      if (chosen !== undefined && isServers !== true && textOf(fields[field]?.(row)) !== chosen) return false;
    }
    if (asked.find === "") return true;
    const text = read
      .map((field) => textOf(field(row)))
      .filter((value) => !INSTANT.test(value))
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const sort = asked.sort === undefined ? null : sortOf(narrowing, asked); // They come in the order of `start`.
  const own = rows.filter(fits);
  const field = sort === null ? undefined : fields[sort.by];
  if (sort === null || field === undefined) return own;
  const keyed = own.map((row) => ({ row, key: field(row) }));
  return keyed.sort((a, b) => compared(a.key, b.key, sort.isDown)).map(({ row }) => row);
}

const textOf = (value: CsvCell | undefined): string => (value === null || value === undefined ? "" : String(value));

function compared(one: CsvCell, other: CsvCell, isDown: boolean): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  const sign = isDown ? -1 : 1;
  if (typeof one === "number" && typeof other === "number") return (one - other) * sign;
  return order.compare(String(one), String(other)) * sign;
}

/** A state as a choice: "in force" as "In force", as the rows say it. */
const asLabel = (value: string): string => `${value.slice(0, 1).toUpperCase()}${value.slice(1)}`;

/** What a filter offers: what it was given, or what the rows have; and always what is chosen. */
export function choicesOf<Row>(rows: readonly Row[], { fields }: Narrowing<Row>, filter: Filter & { chosen: string }): readonly Choice[] {
  const values = new Set(rows.map((row) => textOf(fields[filter.field]?.(row))).filter((value) => value !== ""));
  const offered = filter.choices ?? [...values].sort(order.compare).map((value) => ({ value, label: asLabel(value) }));
  const isKnown = filter.chosen === "" || offered.some(({ value }) => value === filter.chosen);
  return isKnown ? offered : [...offered, { value: filter.chosen, label: asLabel(filter.chosen) }];
}

export function narrowedCsv<Row>(rows: readonly Row[], { fields, also = {} }: Narrowing<Row>): string {
  const all = { ...fields, ...also };
  const read = Object.values(all);
  return csvOf(
    Object.keys(all),
    rows.map((row) => read.map((field) => field(row))),
  );
}
