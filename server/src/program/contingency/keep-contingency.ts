// SPDX-License-Identifier: Apache-2.0
// Brings the tasks of contingency planning in line with what is there: plans to print, to look at again and to write anew; tests that are
// due. Compared, never counted: after an outage of months each is due once.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, dayAt, zoneOf } from "../calendar.ts";
import { closeTasks, closeTasksBut, type NewTask, openTask, reopenTask } from "../task/task.ts";
import { openPlanTasks, openStaleTask, staleTask } from "./plan-tasks.ts";
import { type StandingPlan, standingPlans } from "./plans.ts";
import { backupsTried, plansTried, type Tried } from "./tried.ts";

/** Does nothing twice. What it needs is read before the transaction, which then only writes. */
export async function keepContingency(parts: Parts): Promise<void> {
  const scope = { role: "part164_app", tenant: parts.installation } as const;
  const db = parts.db.in(scope);
  const { at } = await db.one<{ at: Date | null }>(sql`select set_up_at as at from part164.installation`);
  if (at === null) return;
  const { plans } = await standingPlans(parts, db);
  const since = new Map(await Promise.all(plans.map(async (plan) => [plan.id, await staleSince(parts, db, plan)] as const)));
  const [tests, restores] = [await plansTried(parts, db), await backupsTried(parts, db)];
  await parts.db.transaction(scope, async (tx) => {
    for (const plan of plans) await keepPlan(parts, tx, plan, since.get(plan.id) ?? null);
    await keepDue(parts, tx, tests, { ...TEST, key: "contingency-test:due:" });
    await keepDue(parts, tx, restores, { ...RESTORE, key: "restore-test:due:" });
  });
}

const common = { basis: "policy", cite: "164.308(a)(7)(ii)(D)", owner: { role: "security-official" } } as const;
const TEST = { ...common, title: "Try the contingency plans", href: "/contingency" } as const;
const RESTORE = { ...common, title: "Restore a backup and compare it", href: "/forms/restore-test" } as const;

async function keepPlan(parts: Parts, tx: Queryable, { id, approvedOn, printed }: StandingPlan, since: Day | null): Promise<void> {
  const held = await tx.maybe<{ state: string }>(sql`select state from program.submission where id = ${id} for update`);
  if (held?.state !== "approved") return; // Another took its place since it was read.
  if (printed.length === 0) await openPlanTasks(parts, tx, { plan: id, approvedOn });
  if (since === null) return void (await closeTasks(parts, tx, { keys: staleTask(id), by: null }));
  await reopenTask(tx, staleTask(id));
  await openStaleTask(parts, tx, { plan: id, since });
}

/** The day of the newest reason for which a plan is stale; null while it is not. */
async function staleSince(parts: Parts, db: Queryable, { reasons, approvedOn }: StandingPlan): Promise<Day | null> {
  if (reasons.length === 0) return null;
  const zone = await zoneOf(parts);
  const retired = reasons.filter(({ why }) => why === "retired").map(({ of }) => of);
  const { at } = await db.one<{ at: Date | null }>(
    sql`select max(updated_at) as at from program.submission where id = any(${retired}::uuid[])`,
  );
  const days = [...reasons.map((reason) => reason.since), at === null ? null : dayAt(at, zone)].filter((day) => day !== null);
  return days.reduce((last, day) => (day > last ? day : last), approvedOn);
}

async function keepDue(parts: Parts, tx: Queryable, { dueOn }: Tried, task: Omit<NewTask, "dueOn">): Promise<void> {
  const key = `${task.key}${dueOn}`;
  await closeTasksBut(parts, tx, { keys: task.key, but: [key], by: null });
  await openTask(parts, tx, { ...task, key, dueOn });
}
