// SPDX-License-Identifier: Apache-2.0
// What an import would do, row by row, from what is known: pure, so that the dry run and the import itself are one thing.
import type { Day } from "../../calendar.ts";
import type { Answers } from "../../form/field.ts";
import { looksAt } from "../kinds.ts";
import { serialHash } from "../serial.ts";
import type { ReadRow, RowFault } from "./read-row.ts";

/** A device that is known already. */
export type Known = { readonly id: string; readonly state: string; readonly answers: Answers; readonly check: Answers | null };

export type Planned = {
  readonly line: number;
  readonly serial: string;
  readonly name: string;
  readonly does: "add" | "change" | "check" | "ignore" | "refuse";
  /** What it would do besides, or why it is ignored. */
  readonly says: string;
  readonly faults: readonly RowFault[];
  readonly device: Known | null;
  /** What the device is from then on; null where it stays. */
  readonly answers: Answers | null;
  /** What the check says; null where there is none to add. */
  readonly check: Answers | null;
};

export type ImportState = {
  /** By the serial number's hash, in hex. */
  readonly known: ReadonlyMap<string, Known>;
  /** Who is in the workforce today, by address. */
  readonly members: ReadonlyMap<string, string>;
  readonly mayBeOwn: boolean;
  readonly today: Day;
};

const hexOf = (serial: string): string => serialHash(serial).toString("hex");

/** One plan for each row, in their order. Of a serial number that comes twice the first counts. */
export function planImport(rows: readonly ReadRow[], state: ImportState): Planned[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const hash = hexOf(row.serial);
    const common = { line: row.line, serial: row.serial, faults: row.faults, device: null, answers: null, check: null };
    const known = state.known.get(hash);
    const name = row.name ?? textOf(known?.answers["name"]) ?? row.serial;
    if (row.faults.length > 0) return { ...common, name, does: "refuse", says: "" };
    if (seen.has(hash)) return { ...common, name, does: "ignore", says: "Its serial number came before in this file." };
    seen.add(hash);
    return known === undefined ? added(row, name, state) : changed(row, known, name);
  });
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function added(row: ReadRow, name: string, { members, mayBeOwn, today }: ImportState): Planned {
  const { line, serial, email } = row;
  const custodian = email === null ? undefined : members.get(email);
  const faults: RowFault[] = [];
  if (custodian === undefined)
    faults.push({ column: "email", says: email === null ? "Is missing: somebody has it." : "Is nobody in the workforce." });
  if (row.owner === "own" && row.holds !== "none" && !mayBeOwn)
    faults.push({ column: "owner", says: "People’s own devices are not used with PHI." });
  const common = { line, serial, name, device: null };
  if (faults.length > 0) return { ...common, does: "refuse", says: "", faults, answers: null, check: null };
  const answers = {
    name,
    kind: row.kind,
    model: row.model ?? "Not said",
    serial,
    ...(row.assetTag === null ? {} : { assetTag: row.assetTag }),
    holds: row.holds,
    owner: row.owner,
    custodian,
    since: today,
    where: "remote",
  };
  const check = checkOf(row, answers);
  const says = check === null ? "The file does not say how it is, or of which day that is." : "With its check.";
  return { ...common, does: "add", says, faults, answers, check };
}

/** Of a device that is known a file changes what it is called; who has it changes by a hand-over, never by a file. */
function changed(row: ReadRow, device: Known, name: string): Planned {
  const { line, serial } = row;
  const common = { line, serial, name, faults: [], device };
  if (device.state !== "in use" && device.state !== "in storage")
    return { ...common, does: "ignore", says: `It is ${device.state} here.`, answers: null, check: null };
  const told = { name, model: row.model, assetTag: row.assetTag };
  const news = Object.entries(told).filter(([key, value]) => value !== null && value !== device.answers[key]);
  const answers = news.length === 0 ? null : { ...device.answers, ...Object.fromEntries(news) };
  const check = checkOf(row, device.answers);
  const isNewer = check !== null && isNews(check, device.check);
  const does = answers !== null ? "change" : isNewer ? "check" : "ignore";
  const says = [
    ...(answers === null ? [] : [`Changes ${news.map(([key]) => (key === "assetTag" ? "asset tag" : key)).join(", ")}.`]),
    isNewer ? "With its check." : check === null ? "The file does not say how it is, or of which day that is." : "Its check is known.",
  ].join(" ");
  return { ...common, does, says, answers, check: isNewer ? check : null };
}

/** Newer than what is known, or of the same day and different. */
function isNews(check: Answers, before: Answers | null): boolean {
  if (before === null) return true;
  const [day, known] = [String(check["checkedOn"]), String(before["checkedOn"])];
  if (day !== known) return day > known;
  return Object.entries(check).some(([name, value]) => before[name] !== value);
}

/** The check's answers: what the file is silent of was not seen, and counts as such. */
function checkOf({ check }: ReadRow, device: Answers): Answers | null {
  const looks = looksAt(device["kind"]);
  if (check === null || looks === "not") return null;
  const { checkedOn, encrypted, ...rest } = check;
  const said = { looks, checkedOn, encrypted, ...(looks === "runs" ? rest : {}) };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
}
