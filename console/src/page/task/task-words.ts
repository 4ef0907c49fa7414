// SPDX-License-Identifier: Apache-2.0
// Tasks in words: whose they are, what is said of each, and what a month of them looks like.
import type { Task } from "../../api/task.ts";
import type { Narrowing } from "../../part/table/narrow.ts";
import type { Directory } from "../../part/question/directory.ts";
import { roleSays } from "../../shell/initials.ts";
import { dueDay } from "../../time/times.ts";

type NameOf = Directory["nameOf"];

export function ownerOf({ ownerUser, ownerRole }: Pick<Task, "ownerUser" | "ownerRole">, nameOf: NameOf): string {
  if (ownerUser !== null) return nameOf(ownerUser);
  return ownerRole === null ? "nobody" : roleSays(ownerRole);
}

/** Soonest first, so that what is late comes first. */
export const taskNarrowing = (nameOf: NameOf): Narrowing<Task> => ({
  fields: {
    due_on: ({ dueOn }) => dueOn,
    late: ({ isLate }) => (isLate ? "yes" : "no"),
    task: ({ title }) => title,
    cite: ({ cite }) => cite,
    basis: ({ basis }) => basis,
    owner: (task) => ownerOf(task, nameOf),
  },
  also: { address: ({ href }) => href },
  start: "due_on",
});

/** Under which head a task stands when the soonest come first. */
export function whenGroup({ dueOn }: Pick<Task, "dueOn">, today: string): string {
  const { urgency } = dueDay(dueOn, today);
  return { late: "Late", soon: "Within a week", later: "Later" }[urgency];
}

const DAY_MS = 86_400_000;
const dayAt = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** The weeks that a month ("2026-11") touches, each of seven days from Monday on. */
export function weeksOf(month: string): readonly (readonly string[])[] {
  const first = Date.parse(`${month}-01`) / DAY_MS;
  const monday = first - ((first + 3) % 7); // Day 0, 1 January 1970, was a Thursday.
  const weeks: string[][] = [];
  for (let start = monday; start === monday || dayAt(start).startsWith(month); start += 7)
    weeks.push(Array.from({ length: 7 }, (_, day) => dayAt(start + day)));
  return weeks;
}

/** The month before (-1) or after (1). */
export function monthBeside(month: string, step: -1 | 1): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
}
