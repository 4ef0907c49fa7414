// SPDX-License-Identifier: Apache-2.0
// What states and reasons are called, and the list of who is trained as a file.
import type { Place, Status, Trained } from "../../api/training.ts";
import { csvOf, type CsvCell } from "../../part/csv.ts";

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

const HEAD = ["name", "position", "joined_on", "course", "version", "state", "due_on", "completed_on", "score", "completion"];

/** One line a person and a course, as of the list's day. The hash in the last line is that of the whole list, of which these may be some; it stands in the ledger's entry of the reading. */
export function statusCsv({ asOf, sha256, items: all }: Pick<Status, "asOf" | "sha256" | "items">, items: readonly Trained[]): string {
  const rows = items.flatMap(({ name, position, joinedOn, courses }): CsvCell[][] => {
    const person = [name, position, joinedOn];
    if (courses.length === 0) return [[...person, null, null, "none", null, null, null, null]];
    return courses.map(({ course, version, state, dueOn, completedOn, score, completion }) => [
      ...person,
      course,
      version,
      state,
      dueOn,
      completedOn,
      score,
      completion,
    ]);
  });
  const whole = items.length === all.length ? "" : `; ${items.length} of its ${all.length} people are in this file`;
  return csvOf(HEAD, [...rows, [`as of ${asOf}`, `SHA-256 of the whole list ${sha256}${whole}`]]);
}
