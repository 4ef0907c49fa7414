// SPDX-License-Identifier: Apache-2.0
// What an approved plan asks for: to be printed, and to be looked at again.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { type Day, plusDays, plusMonths } from "../calendar.ts";
import { openTask } from "../task/task.ts";
import { PLAN_MONTHS, PRINT_DAYS, RENEW_DAYS } from "./words.ts";

/** The beginning of the keys of a plan's tasks. */
export const planTaskKeys = (plan: string): string => `contingency-plan:${plan}:`;
export const printTask = (plan: string): string => `${planTaskKeys(plan)}print`;
export const staleTask = (plan: string): string => `${planTaskKeys(plan)}stale`;

const common = { basis: "policy", href: "/contingency", owner: { role: "security-official" } } as const;

/** Opens the two tasks that every approved plan has, under keys of their own. */
export async function openPlanTasks(parts: Parts, tx: Queryable, { plan, approvedOn }: { plan: string; approvedOn: Day }): Promise<void> {
  const print = {
    title: "Print a contingency plan and put it where it is found",
    cite: "164.308(a)(7)(i)",
    dueOn: plusDays(approvedOn, PRINT_DAYS),
  };
  await openTask(parts, tx, { ...common, key: printTask(plan), ...print });
  const review = { title: "Look at a contingency plan again", cite: "164.316(b)(2)(iii)", dueOn: plusMonths(approvedOn, PLAN_MONTHS) };
  await openTask(parts, tx, { ...common, key: `${planTaskKeys(plan)}review`, ...review });
}

/** Opens the one task of a plan that no longer describes what is there, due so many days after the newest reason. */
export const openStaleTask = (parts: Parts, tx: Queryable, { plan, since }: { plan: string; since: Day }) =>
  openTask(parts, tx, {
    ...common,
    key: staleTask(plan),
    title: "Write a contingency plan anew: it no longer describes what is there",
    cite: "164.308(a)(7)(i)",
    dueOn: plusDays(since, RENEW_DAYS),
  });
