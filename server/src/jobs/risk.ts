// SPDX-License-Identifier: Apache-2.0
// Brings to the program which checks of safeguards fail, which it cannot see by itself, and then what follows for risk analysis.
import type { Parts } from "#gate/parts.ts";
import { keepRisks, noteFailing } from "#program/risk/keep-risks.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { lastResults } from "#safeguard/run.ts";
import { programHasBegun } from "#safeguard/program-has-begun.ts";
import type { Task } from "./task.ts";

/** Whether risks are analysed and answered is no reason to analyse them again. */
const OF_RISK_ITSELF: readonly string[] = ["risk-analysis", "risk-management"];

/** The names of checks whose last result is that they fail. */
export async function failingChecks(parts: Parts): Promise<string[]> {
  const checks = (await allSafeguards()).filter(({ name }) => !OF_RISK_ITSELF.includes(name)).flatMap(({ checks: own }) => own);
  const results = await lastResults(parts, checks);
  return results.filter(({ status }) => status === "fail").map(({ check }) => check);
}

export const keepRiskTasks: Task = {
  name: "keep-risks",
  cron: "*/10 * * * *",
  atStart: true,
  async run(parts) {
    if (!(await programHasBegun(parts))) return;
    await noteFailing(parts, await failingChecks(parts));
    await keepRisks(parts);
  },
};
