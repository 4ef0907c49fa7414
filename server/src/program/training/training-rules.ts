// SPDX-License-Identifier: Apache-2.0
// The organization's own clocks of training: parameters of its policy in force.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { policyParameter } from "../document/parameter.ts";

const OTHERWISE = {
  newHireDays: 30,
  refreshMonths: 12,
  changeTrainingDays: 30,
  passMark: 80,
  attempts: 3,
  reminderDays: 31,
  suspendDays: 7,
} as const;

export type TrainingRules = Readonly<Record<keyof typeof OTHERWISE, number>>;

/** Reads them. Not inside a transaction of the embedded database: it looks at the day by itself. */
export async function trainingRules(parts: Parts, db: Queryable): Promise<TrainingRules> {
  const rules: Record<keyof typeof OTHERWISE, number> = { ...OTHERWISE };
  for (const [name, otherwise] of Object.entries(OTHERWISE))
    rules[name as keyof typeof OTHERWISE] = await policyParameter(parts, db, { policy: "training-and-awareness", name, otherwise }); // A key of it.
  return rules;
}
