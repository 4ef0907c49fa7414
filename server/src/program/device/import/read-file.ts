// SPDX-License-Identifier: Apache-2.0
// A file of device management, CSV or JSON, to raw rows: each with its line, so that a fault can name it. Nothing is believed yet.
import { parse } from "csv-parse/sync";
import { Fault } from "#base/fault.ts";
import { type ColumnName, columnOf } from "./columns.ts";

export const FILE_BYTES_MAX = 2 * 1024 * 1024;
export const FILE_ROWS_MAX = 2_000;

const CELL_MAX = 500;
const DEPTH_MAX = 4;

/** `line` is the line of a CSV file, of which 1 is the head, or the place in a JSON list, from 1. */
export type RawRow = { readonly line: number; readonly cells: Readonly<Partial<Record<ColumnName, string>>> };

/** @throws Fault `too_large`, or `malformed_input` if it is not what it says it is, has no serial numbers, or too many rows. */
export function readDeviceFile(bytes: Uint8Array, mediaType: "text/csv" | "application/json"): RawRow[] {
  if (bytes.length > FILE_BYTES_MAX) throw new Fault("too_large", { detail: "A file has 2 MB at most." });
  const rows = mediaType === "text/csv" ? rowsOfCsv(bytes) : rowsOfJson(bytes);
  if (rows.length === 0 || rows.length > FILE_ROWS_MAX)
    throw malformed(`A file has 1 to ${FILE_ROWS_MAX} devices; this has ${rows.length}.`);
  if (!rows.some(({ cells }) => cells.serial !== undefined)) throw malformed("No column says what the serial numbers are.");
  return rows;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw malformed("That is not text in UTF-8.");
  }
}

function rowsOfCsv(bytes: Uint8Array): RawRow[] {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    const options = { skip_empty_lines: true, trim: true, bom: true, max_record_size: 20_000, info: true } as const;
    records = parse(textOf(bytes), options) as unknown as typeof records; // `info` changes the shape; the library's types do not say so.
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw malformed("That is not CSV with one head and as many cells in each row.");
  }
  const [head, ...rest] = records;
  const columns = (head?.record ?? []).map(columnOf);
  return rest.map(({ record, info }) => ({ line: info.lines, cells: cellsOf(record.map((value, n) => [columns[n], value] as const)) }));
}

function rowsOfJson(bytes: Uint8Array): RawRow[] {
  let value: unknown;
  try {
    value = JSON.parse(textOf(bytes));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw malformed("That is not JSON.");
  }
  const list = listIn(value);
  if (list === undefined) throw malformed("That JSON holds no list of devices.");
  return list.map((one, n) => ({ line: n + 1, cells: cellsOf(leavesOf(one, 0).map(([key, leaf]) => [columnOf(key), leaf] as const)) }));
}

/** The list itself, or the one list under a name such as "value" or "results". */
function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null) return undefined;
  return Object.values(value).find((one): one is unknown[] => Array.isArray(one));
}

function leavesOf(value: unknown, depth: number): [string, string][] {
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth > DEPTH_MAX) return [];
  return Object.entries(value).flatMap(([key, one]): [string, string][] => {
    if (typeof one === "string" || typeof one === "number" || typeof one === "boolean") return [[key, String(one).trim()]];
    return leavesOf(one, depth + 1);
  });
}

/** The first cell that says something, for each column. */
function cellsOf(pairs: readonly (readonly [ColumnName | undefined, string])[]): RawRow["cells"] {
  const cells: Partial<Record<ColumnName, string>> = {};
  for (const [column, value] of pairs)
    if (column !== undefined && value !== "" && cells[column] === undefined) cells[column] = value.slice(0, CELL_MAX);
  return cells;
}

const malformed = (detail: string): Fault => new Fault("malformed_input", { detail });
