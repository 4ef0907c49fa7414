// SPDX-License-Identifier: Apache-2.0
// Plans for the day on which systems fail: approved by somebody else, describing what is there, on paper [164.308(a)(7)].
import type { Parts } from "#gate/parts.ts";
import { dayWords, plusDays, today } from "#program/calendar.ts";
import { analysedIn, analysisInForce } from "#program/contingency/draft-analysis.ts";
import { systemsInUse } from "#program/contingency/known.ts";
import { standingPlans, type StandingPlan } from "#program/contingency/plans.ts";
import { PLAN_KINDS, PLAN_MONTHS, PLAN_SAYS, type PlanKind, PRINT_DAYS } from "#program/contingency/words.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { scoped } from "../scoped.ts";
import { type Check, DAILY, fail, type Look, pass, safeguard, type Safeguard } from "../safeguard.ts";

const MOVED = ["program.submission.move", "program.submission.create"] as const;

const inForce = async (parts: Parts): Promise<StandingPlan[]> => (await standingPlans(parts, scoped(parts))).plans;

async function lookApproved(parts: Parts, kind: PlanKind): Promise<Look> {
  const plan = (await inForce(parts)).find((one) => one.kind === kind);
  if (plan === undefined) return fail("None is approved.");
  if (!plan.isFresh) return fail(`The one in force was approved on ${dayWords(plan.approvedOn)}, more than ${PLAN_MONTHS} months ago.`);
  return pass(`Approved on ${dayWords(plan.approvedOn)} by somebody who did not write it.`);
}

const approvedCheck = (kind: PlanKind): Check => ({
  name: `a-${kind}-plan-is-in-force`,
  says: `A ${PLAN_SAYS[kind].toLowerCase()} is approved, no more than ${PLAN_MONTHS} months ago, by somebody who did not write it.`,
  mendedBy: MOVED,
  advice: {
    title: `Approve a ${PLAN_SAYS[kind].toLowerCase()}`,
    how: "A complete draft is filled in from your systems, parties and officials.",
    href: "/contingency",
  },
  ...DAILY,
  look: (parts) => lookApproved(parts, kind),
});

/** Which of the requirements each plan puts into practice. */
const PUTS_INTO_PRACTICE: Readonly<Record<PlanKind, readonly string[]>> = {
  backup: ["164.308(a)(7)(ii)(A)"],
  "disaster-recovery": ["164.308(a)(7)(ii)(B)", "164.310(a)(2)(i)"],
  "emergency-mode": ["164.308(a)(7)(ii)(C)"],
};

const planSafeguard = (kind: PlanKind): Safeguard =>
  safeguard({
    name: `contingency-${kind}`,
    title: PLAN_SAYS[kind],
    says: "People, steps, systems in their order and copies on paper, written down before they are needed.",
    proves: PUTS_INTO_PRACTICE[kind].map((cite) => ({ cite, aspect: "practice" })),
    checks: [approvedCheck(kind)],
    begins: programHasBegun,
  });

export const backupPlan = planSafeguard("backup");
export const disasterRecoveryPlan = planSafeguard("disaster-recovery");
export const emergencyModePlan = planSafeguard("emergency-mode");

async function lookCurrent(parts: Parts): Promise<Look> {
  const plans = await inForce(parts);
  if (plans.length < PLAN_KINDS.length) return fail(`${plans.length} of ${PLAN_KINDS.length} plans are in force.`);
  const stale = plans.filter(({ reasons }) => reasons.length > 0);
  if (stale.length === 0) return pass(`All ${plans.length} plans describe the systems in use and the people who are here.`);
  const counted = Object.entries(
    Object.groupBy(
      stale.flatMap(({ reasons }) => reasons),
      ({ why }) => why,
    ),
  ).map(([why, some]) => `${some?.length ?? 0} ${why}`);
  return fail(`${stale.length} of ${plans.length} plans no longer describe what is there: ${counted.join(", ")}.`);
}

async function lookPrinted(parts: Parts): Promise<Look> {
  const [plans, day] = [await inForce(parts), await today(parts)];
  if (plans.length === 0) return fail("No plan is in force.");
  const unprinted = plans.filter(({ printed }) => printed.length === 0);
  const late = unprinted.filter(({ approvedOn }) => plusDays(approvedOn, PRINT_DAYS) < day);
  if (late.length > 0)
    return fail(`${late.length} of ${plans.length} plans in force lie nowhere on paper, ${PRINT_DAYS} days after their approval.`);
  if (unprinted.length > 0) return pass(`${unprinted.length} of ${plans.length} plans are not printed yet, and not late.`);
  return pass(`All ${plans.length} plans in force are on paper.`);
}

export const contingencyPlans = safeguard({
  name: "contingency-plans",
  title: "Contingency plans describe what is there, on paper",
  says: "A plan is stale by itself when a system or a person on it is no longer what it says; and one that is only on the dark screen is none.",
  proves: [{ cite: "164.308(a)(7)(i)", aspect: "practice" }],
  checks: [
    {
      name: "contingency-plans-describe-what-is-there",
      says: "All three plans are in force; no system that keeps PHI was added, changed or retired since, and nobody on them has left.",
      mendedBy: [...MOVED, "program.submission.amend"],
      advice: {
        title: "Write the contingency plans anew",
        how: "Draft each from what is there now; what you wrote before is taken over.",
        href: "/contingency",
      },
      ...DAILY,
      look: lookCurrent,
    },
    {
      name: "contingency-plans-are-on-paper",
      says: `Each plan in force was printed and put somewhere, within ${PRINT_DAYS} days of its approval.`,
      mendedBy: MOVED,
      advice: {
        title: "Print the contingency plans",
        how: "Download the pack, print it, and write down where it lies.",
        href: "/contingency",
      },
      ...DAILY,
      look: lookPrinted,
    },
  ],
  begins: programHasBegun,
});

async function lookAnalysed(parts: Parts): Promise<Look> {
  const db = scoped(parts);
  const keeping = (await systemsInUse(parts, db)).filter(({ phi }) => phi === "keeps");
  const analysis = await analysisInForce(parts, db);
  if (keeping.length === 0) return fail("No system that keeps PHI is on the inventory.");
  if (analysis === null) return fail("No analysis of criticality is approved.");
  const rows = analysedIn(analysis.answers);
  const missing = keeping.filter(({ id, criticality }) => rows.get(id)?.["neededWithin"] !== criticality).length;
  if (missing > 0)
    return fail(`${missing} of ${keeping.length} systems that keep PHI are not in it, or are needed sooner or later than it says.`);
  return pass(`All ${keeping.length} systems that keep PHI have their place in it.`);
}

export const criticality = safeguard({
  name: "contingency-criticality",
  title: "What matters most is known",
  says: "How long each system can be done without, what it depends on, and how the work is done meanwhile.",
  proves: [{ cite: "164.308(a)(7)(ii)(E)", aspect: "practice" }],
  checks: [
    {
      name: "systems-have-their-criticality",
      says: "Each system in use that keeps PHI is in the approved analysis of criticality, with the need that the inventory says.",
      mendedBy: [...MOVED, "program.submission.amend"],
      advice: {
        title: "Approve an analysis of criticality",
        how: "It is filled in from the inventory; say what each system depends on.",
        href: "/contingency",
      },
      ...DAILY,
      look: lookAnalysed,
    },
  ],
  begins: programHasBegun,
});
