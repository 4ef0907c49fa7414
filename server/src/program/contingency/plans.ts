// SPDX-License-Identifier: Apache-2.0
// The plans as they stand today: which is in force, since when, whether it still describes what is there, and where it lies on paper.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, dayAt, plusMonths, today, zoneOf } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import { type KnownSystem, type StaleReason, staleReasons } from "./ground.ts";
import { workforceEver, opened, systemsInUse } from "./known.ts";
import { lineIn, PLAN_MONTHS, type PlanKind, planKind, rowsIn } from "./words.ts";

export type Printed = { readonly on: Day; readonly places: readonly { readonly place: string; readonly keeper: string }[] };

export type Plan = {
  readonly id: string;
  readonly kind: PlanKind;
  readonly state: string;
  readonly version: number;
  readonly answers: Answers;
  /** The day of its approval; null while it is not approved. */
  readonly approvedOn: Day | null;
};

export type StandingPlan = Plan & {
  readonly approvedOn: Day;
  /** The first day on which it is too old to count. */
  readonly staleOn: Day;
  readonly isFresh: boolean;
  readonly reasons: readonly StaleReason[];
  readonly printed: readonly Printed[];
};

const PLANS_MAX = 60;
const PRINTINGS_MAX = 200;

/** Plans that are being written, waiting or in force, newest first. */
export async function plansOf(parts: Parts, db: Queryable): Promise<Plan[]> {
  const states = ["draft", "submitted", "approved"];
  const found = (await Promise.all(states.map((state) => opened(parts, db, { form: "contingency-plan", state, limit: PLANS_MAX })))).flat();
  const approved = await approvalDays(
    parts,
    db,
    found.map(({ id }) => id),
  );
  return found.flatMap(({ id, state, version, answers }) => {
    const kind = planKind(answers["kind"]);
    return kind === null ? [] : [{ id, kind, state, version, answers, approvedOn: approved.get(id) ?? null }];
  });
}

/** The days on which submissions were approved, where the organization is. */
export async function approvalDays(parts: Parts, db: Queryable, ids: readonly string[]): Promise<Map<string, Day>> {
  const zone = await zoneOf(parts);
  const rows = await db.rows<{ submission: string; at: Date }>(sql`
    select submission, max(at) as at from program.submission_version
     where submission = any(${[...ids]}::uuid[]) and move = 'approve' group by submission`);
  return new Map(rows.map(({ submission, at }) => [submission, dayAt(at, zone)]));
}

/** The plans in force, with how they stand against what is there today. */
export async function standingPlans(parts: Parts, db: Queryable): Promise<{ plans: StandingPlan[]; all: Plan[]; systems: KnownSystem[] }> {
  const [all, systems, members, day] = [
    await plansOf(parts, db),
    await systemsInUse(parts, db),
    await workforceEver(db),
    await today(parts),
  ];
  const printings = await opened(parts, db, { form: "plan-printing", limit: PRINTINGS_MAX });
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const plans = all.flatMap((plan) => {
    if (plan.approvedOn === null || plan.state !== "approved") return [];
    const staleOn = plusMonths(plan.approvedOn, PLAN_MONTHS);
    const printed = printings
      .filter(({ about }) => about === plan.id)
      .map(({ answers }) => ({
        on: lineIn(answers, "on"),
        places: rowsIn(answers["places"]).map((row) => ({ place: lineIn(row, "place"), keeper: names.get(lineIn(row, "keeper")) ?? "" })),
      }));
    const reasons = staleReasons(plan.answers, { systems, members, today: day });
    return [{ ...plan, approvedOn: plan.approvedOn, staleOn, isFresh: day <= staleOn, reasons, printed }];
  });
  return { plans, all, systems };
}
