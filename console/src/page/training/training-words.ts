// SPDX-License-Identifier: Apache-2.0
// What states and reasons are called, and the list of who is trained as a file.
import type { Place, Status, Trained } from "../../api/training.ts";

export const REASON_SAYS: Readonly<Record<Place["reasons"][number], string>> = {
  hire: "you joined",
  role: "your work asks for it",
  yearly: "a year is over",
  change: "something changed",
  incident: "of an incident",
};

/** "because you joined and something changed". */
export function because(reasons: Place["reasons"]): string {
  return reasons.length === 0 ? "" : `because ${reasons.map((reason) => REASON_SAYS[reason]).join(" and ")}`;
}

export type Standing = "done" | "due" | "overdue" | "none";

/** Where a person stands with all of their courses. */
export function standingOf({ courses }: Pick<Trained, "courses">): Standing {
  if (courses.some(({ state }) => state === "overdue")) return "overdue";
  if (courses.length === 0) return "none";
  return courses.every(({ state }) => state === "done") ? "done" : "due";
}

/** A cell: quoted where it must be, and never a formula in a spreadsheet that opens it. */
function cell(value: string): string {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

const HEAD = ["name", "position", "joined_on", "course", "version", "state", "due_on", "completed_on", "score", "completion"];

/** One line a person and a course, as of the list's day. The hash in the last line stands in the ledger's entry of the reading. */
export function statusCsv({ asOf, sha256, items }: Status): string {
  const rows = items.flatMap(({ name, position, joinedOn, courses }) => {
    const person = [name, position ?? "", joinedOn];
    if (courses.length === 0) return [[...person, "", "", "none", "", "", "", ""]];
    return courses.map((place) => [
      ...person,
      place.course,
      place.version ?? "",
      place.state,
      place.dueOn ?? "",
      place.completedOn ?? "",
      place.score === null ? "" : String(place.score),
      place.completion ?? "",
    ]);
  });
  const lines = [HEAD, ...rows, [`as of ${asOf}`, `SHA-256 of the list ${sha256}`]];
  return `${lines.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
