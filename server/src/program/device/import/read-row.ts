// SPDX-License-Identifier: Apache-2.0
// One row, read: what it says of a device and of how it is, or which cells are wrong. What a file does not say, nobody assumes.
import { calendarDay } from "#gate/operation/shapes.ts";
import { type Day, dayAt } from "../../calendar.ts";
import { DEVICE_KINDS, type DeviceKind } from "../kinds.ts";
import type { ColumnName } from "./columns.ts";
import type { RawRow } from "./read-file.ts";

export type RowFault = { readonly column: ColumnName; readonly says: string };

/** What a check says; null where the file is silent. */
export type RowCheck = {
  readonly checkedOn: Day;
  readonly system: string | null;
  readonly encrypted: "yes" | "no" | null;
  readonly lock: number | null;
  readonly patchedOn: Day | null;
  readonly malware: "yes" | "no" | null;
  readonly firewall: "yes" | "no" | null;
};

export type ReadRow = {
  readonly line: number;
  readonly serial: string;
  readonly name: string | null;
  readonly kind: DeviceKind;
  readonly model: string | null;
  readonly assetTag: string | null;
  readonly email: string | null;
  readonly holds: "holds" | "may" | "none";
  readonly owner: "ours" | "own";
  /** Null: the row does not say of which day it is, and proves nothing. */
  readonly check: RowCheck | null;
  readonly faults: readonly RowFault[];
};

const TEXT_MAX: Readonly<Partial<Record<ColumnName, number>>> = { serial: 80, name: 120, model: 120, manufacturer: 60, assetTag: 80 };
/** What a spreadsheet would run, were the cell shown there. */
const RUNS = /^[=+@\t\r-]/;
const YES = /^(yes|true|1|on|enabled|encrypted|active|protected|all partitions encrypted|boot partitions encrypted)$/i;
const NO = /^(no|false|0|off|disabled|not ?encrypted|none|inactive|unprotected|not enabled|some partitions encrypted)$/i;
const OWN = /^(own|personal|byod|user)/i;
const OURS = /^(ours|company|corporate|organization|institutional|)$/i;
const HOLDS: Readonly<Record<string, ReadRow["holds"]>> = { holds: "holds", yes: "holds", may: "may", none: "none", no: "none" };

/** Reads a row as of today in a zone. */
export function readRow({ line, cells }: RawRow, { today, zone }: { today: Day; zone: string }): ReadRow {
  const faults: RowFault[] = [];
  const fault = (column: ColumnName, says: string): null => {
    faults.push({ column, says });
    return null;
  };
  const text = (column: ColumnName): string | null => {
    const value = cells[column];
    if (value === undefined) return null;
    if (RUNS.test(value)) return fault(column, "Begins as a formula does.");
    return value.length > (TEXT_MAX[column] ?? 254) ? fault(column, "Too long.") : value;
  };
  const yesNo = (column: ColumnName): "yes" | "no" | null => {
    const value = cells[column];
    if (value === undefined) return null;
    return YES.test(value) ? "yes" : NO.test(value) ? "no" : fault(column, "Is yes or no.");
  };
  const day = (column: ColumnName): Day | null => {
    const value = cells[column];
    const read = value === undefined ? null : dayIn(value, zone);
    if (value !== undefined && read === null) return fault(column, "Is a day, as in 2026-11-29.");
    return read !== null && read > today ? fault(column, "Is a day that has come.") : read;
  };
  const minutes = (): number | null => {
    const value = cells.lock;
    if (value === undefined) return null;
    return /^\d{1,3}$/.test(value) && Number(value) <= 240 ? Number(value) : fault("lock", "Is a number of minutes, up to 240.");
  };
  const system = [text("os"), text("osVersion")].filter((one) => one !== null).join(" ") || null;
  const [checkedOn, patchedOn] = [day("checkedOn"), day("patchedOn")];
  if (checkedOn !== null && patchedOn !== null && patchedOn > checkedOn) fault("patchedOn", "Is not after the device was seen.");
  const said = {
    system,
    patchedOn,
    encrypted: yesNo("encrypted"),
    lock: minutes(),
    malware: yesNo("malware"),
    firewall: yesNo("firewall"),
  };
  const saysSomething = said.encrypted !== null || said.lock !== null || said.firewall !== null || said.malware !== null;
  const serial = text("serial");
  if (serial === null && faults.every(({ column }) => column !== "serial")) fault("serial", "Is missing.");
  const holds = HOLDS[(cells.holds ?? "may").toLowerCase()] ?? null;
  if (holds === null) fault("holds", "Is holds, may or none.");
  const owner = cells.owner ?? "";
  if (!OWN.test(owner) && !OURS.test(owner)) fault("owner", "Is company or personal; who has it stands under email.");
  return {
    line,
    serial: serial ?? "",
    name: text("name"),
    kind: kindOf(cells),
    model: [text("manufacturer"), text("model")].filter((one) => one !== null).join(" ") || null,
    assetTag: text("assetTag"),
    email: text("email")?.toLowerCase() ?? null,
    holds: holds ?? "may",
    owner: OWN.test(owner) ? "own" : "ours",
    check: checkedOn === null || !saysSomething ? null : { ...said, checkedOn },
    faults,
  };
}

/** A day, or an instant as the day that it falls on here. */
function dayIn(value: string, zone: string): Day | null {
  if (calendarDay.safeParse(value).success) return value;
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)) return null;
  const at = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value.replace(" ", "T")}Z`);
  return Number.isNaN(at.getTime()) ? null : dayAt(at, zone);
}

const GUESSES: readonly (readonly [RegExp, DeviceKind])[] = [
  [/iphone|phone|android/i, "phone"],
  [/ipad|tablet/i, "tablet"],
  [/server/i, "server"],
  [/imac|mac ?mini|mac ?studio|mac ?pro|desktop|tower|optiplex/i, "desktop"],
];

/** The kind as the file says it; a laptop where it says nothing that we know. */
function kindOf({ kind, model, os }: RawRow["cells"]): DeviceKind {
  const named = DEVICE_KINDS.find(({ value, label }) => value === kind?.toLowerCase() || label.toLowerCase() === kind?.toLowerCase());
  if (named !== undefined) return named.value;
  const text = `${kind ?? ""} ${(model ?? "").replace(/macbook/i, "")} ${os ?? ""}`;
  return GUESSES.find(([pattern]) => pattern.test(text))?.[1] ?? "laptop";
}
