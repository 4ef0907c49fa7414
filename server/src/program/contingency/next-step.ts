// SPDX-License-Identifier: Apache-2.0
// The one thing to do next in contingency planning. Pure.
import { dayWords } from "../calendar.ts";
import type { Day } from "../calendar.ts";

type PlanShown = {
  readonly kind: string;
  readonly title: string;
  readonly inForce: {
    readonly id: string;
    readonly isFresh: boolean;
    readonly stale: readonly { readonly says: string }[];
    readonly printed: readonly unknown[];
  } | null;
  readonly open: { readonly id: string; readonly state: string } | null;
};

type Shown = {
  readonly plans: readonly PlanShown[];
  readonly systems: readonly { readonly phi: string; readonly isAnalysed: boolean }[];
  readonly analysis: { readonly id: string; readonly state: string } | null;
  readonly actions: readonly { readonly id: string; readonly what: string; readonly isLate: boolean }[];
  readonly testDueOn: Day;
  readonly restoreDueOn: Day;
  readonly today: Day;
};

export type NextStep = {
  readonly title: string;
  readonly says: string;
  /** Where it is done. */
  readonly href: string | null;
  /** What is to be drafted, where nothing is there to go to. */
  readonly draft: string | null;
};

const goTo = (title: string, says: string, href: string): NextStep => ({ title, says, href, draft: null });
const toDraft = (title: string, says: string, draft: string): NextStep => ({ title, says, href: null, draft });

export function nextStep(shown: Shown): NextStep | null {
  const { systems, analysis, actions, today } = shown;
  if (systems.length === 0)
    return goTo("No system is on the inventory.", "Plans are made for systems: write down what there is first.", "/forms/system/new");
  const plan = planStep(shown.plans);
  if (plan !== null) return plan;
  if (systems.some(({ phi, isAnalysed }) => phi === "keeps" && !isAnalysed))
    return analysis !== null && analysis.state !== "approved"
      ? goTo("The analysis of criticality waits.", `It is ${analysis.state}.`, `/submissions/${analysis.id}`)
      : toDraft("A system has no place in the analysis of criticality.", "It is filled in from the inventory.", "criticality");
  const late = actions.find(({ isLate }) => isLate);
  if (late !== undefined) return goTo("Something that a test showed is overdue.", late.what, `/submissions/${late.id}`);
  if (shown.restoreDueOn <= today)
    return goTo("A backup is to be restored and compared.", `Due by ${dayWords(shown.restoreDueOn)}.`, "/forms/restore-test/new");
  if (shown.testDueOn <= today)
    return goTo("The plans are to be tried.", `Due by ${dayWords(shown.testDueOn)}. Choose a scenario below.`, "/contingency#tests");
  return null;
}

function planStep(plans: readonly PlanShown[]): NextStep | null {
  for (const { kind, title, inForce, open } of plans) {
    const isGood = inForce !== null && inForce.isFresh && inForce.stale.length === 0;
    if (isGood) continue;
    if (open !== null)
      return goTo(
        `${title}: ${open.state}.`,
        open.state === "draft" ? "Finish it and hand it in." : "Somebody else approves it.",
        `/submissions/${open.id}`,
      );
    if (inForce === null)
      return toDraft(
        `There is no ${title.toLowerCase()}.`,
        "A complete draft is filled in from what is known; telephone numbers are yours to add.",
        kind,
      );
    return toDraft(`${title}: stale.`, inForce.stale[0]?.says ?? "It was not looked at for a year.", kind);
  }
  const unprinted = plans.find(({ inForce }) => inForce !== null && inForce.printed.length === 0);
  if (unprinted === undefined) return null;
  return goTo(
    `${unprinted.title}: not printed.`,
    "A plan that is only on the dark screen is no plan.",
    `/contingency/${unprinted.inForce?.id ?? ""}`,
  );
}
