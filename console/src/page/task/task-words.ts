// SPDX-License-Identifier: Apache-2.0
// Tasks in words: whose they are, which are found, in which order, and what a month of them looks like.
import type { Task } from "../../api/task.ts";
import { csvOf } from "../../part/csv.ts";
import type { Directory } from "../../part/question/directory.ts";
import { roleSays } from "../../shell/initials.ts";
import { dueDay } from "../../time/times.ts";

export const BASIS: Readonly<Record<Task["basis"], string>> = { law: "Law", policy: "Policy", contract: "Contract" };

type NameOf = Directory["nameOf"];

export function ownerOf({ ownerUser, ownerRole }: Pick<Task, "ownerUser" | "ownerRole">, nameOf: NameOf): string {
  if (ownerUser !== null) return nameOf(ownerUser);
  return ownerRole === null ? "nobody" : roleSays(ownerRole);
}

export function isFound(task: Task, find: string, nameOf: NameOf): boolean {
  const text = `${task.title} ${task.cite ?? ""} ${BASIS[task.basis]} ${ownerOf(task, nameOf)}`.toLowerCase();
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** By the day they are due, so that what is late comes first; or by another column. */
export function sortedTasks(tasks: readonly Task[], { by, isDown }: { by: string; isDown: boolean }, nameOf: NameOf): readonly Task[] {
  const keyOf = (task: Task): string => {
    if (by === "title") return task.title.toLowerCase();
    if (by === "cite") return task.cite ?? "~";
    if (by === "owner") return ownerOf(task, nameOf).toLowerCase();
    return task.dueOn;
  };
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return tasks.toSorted((a, b) => order(keyOf(a), keyOf(b)) * (isDown ? -1 : 1) || order(a.dueOn, b.dueOn));
}

/** Under which head a task stands when the soonest come first. */
export function whenGroup({ dueOn }: Pick<Task, "dueOn">, today: string): string {
  const { urgency } = dueDay(dueOn, today);
  return { late: "Late", soon: "Within a week", later: "Later" }[urgency];
}

export function tasksCsv(tasks: readonly Task[], nameOf: NameOf): string {
  return csvOf(
    ["due_on", "late", "task", "cite", "basis", "owner", "address"],
    tasks.map((task) => [task.dueOn, task.isLate ? "yes" : "no", task.title, task.cite, task.basis, ownerOf(task, nameOf), task.href]),
  );
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
