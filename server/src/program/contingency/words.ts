// SPDX-License-Identifier: Apache-2.0
// The words of the contingency room: the kinds of plan, how long a system can be done without, and in what order that puts them.
import type { Answers, Option } from "../form/field.ts";

/** The three plans that 164.308(a)(7)(ii)(A) to (C) ask for. */
export const PLAN_KINDS = ["backup", "disaster-recovery", "emergency-mode"] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

export const PLAN_SAYS: Readonly<Record<PlanKind, string>> = {
  backup: "Data backup plan",
  "disaster-recovery": "Disaster recovery plan",
  "emergency-mode": "Emergency mode operation plan",
};

export const PLAN_CITES: Readonly<Record<PlanKind, string>> = {
  backup: "164.308(a)(7)(ii)(A)",
  "disaster-recovery": "164.308(a)(7)(ii)(B)",
  "emergency-mode": "164.308(a)(7)(ii)(C)",
};

/** Null if it is no kind of plan. */
export const planKind = (value: unknown): PlanKind | null => PLAN_KINDS.find((kind) => kind === value) ?? null;

/** How long a system can be done without, soonest needed first: the order in which systems are restored [164.308(a)(7)(ii)(E)]. */
export const CRITICALITY = ["hours-4", "day", "week", "longer"] as const;
export type Criticality = (typeof CRITICALITY)[number];

export const CRITICALITY_SAYS: Readonly<Record<Criticality, string>> = {
  "hours-4": "Up to 4 hours",
  day: "Up to a day",
  week: "Up to a week",
  longer: "Longer",
};

export const CRITICALITY_OPTIONS: readonly Option[] = CRITICALITY.map((value) => ({ value, label: CRITICALITY_SAYS[value] }));

/** Hours until a system works again that a plan begins with; whoever writes the plan sets them. */
export const CRITICALITY_HOURS: Readonly<Record<Criticality, number>> = { "hours-4": 4, day: 24, week: 168, longer: 720 };

/** What is not known is restored first: nothing is assumed to be able to wait. */
export const criticalityOf = (value: unknown): Criticality => CRITICALITY.find((one) => one === value) ?? "hours-4";

export const byCriticality = (one: unknown, other: unknown): number =>
  CRITICALITY.indexOf(criticalityOf(one)) - CRITICALITY.indexOf(criticalityOf(other));

/** Months for which an approved plan counts before it is looked at again. Ours: the rule says periodically [164.316(b)(2)(iii)]. */
export const PLAN_MONTHS = 12;
/** Days in which an approved plan is printed, and in which a stale one is written anew. Ours, by the policy. */
export const PRINT_DAYS = 30;
export const RENEW_DAYS = 30;

/** The rows of an answer. */
export const rowsIn = (value: unknown): readonly Answers[] => (Array.isArray(value) ? (value as readonly Answers[]) : []); // A field of type rows.

export const lineIn = (row: Answers, name: string): string => (typeof row[name] === "string" ? row[name] : "");
