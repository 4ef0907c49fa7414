// SPDX-License-Identifier: Apache-2.0
// Where risk analysis stands, as one next step. Pure.
import { count } from "./words.ts";

export type StandingState = {
  readonly systems: number;
  readonly open: { readonly id: string; readonly decided: number; readonly lines: number; readonly isFinished: boolean } | null;
  readonly hasApproved: boolean;
  readonly isOld: boolean;
  readonly unanswered: number;
  readonly causes: number;
  readonly drafts: number;
};

export type NextStep = {
  readonly title: string;
  readonly says: string;
  readonly act: "start" | "go" | null;
  readonly href: string | null;
};

/** The one thing to do next. */
export function nextStep(state: StandingState): NextStep {
  const { open, systems, hasApproved, isOld, unanswered, causes, drafts } = state;
  const href = open === null ? null : `/risks/analyses/${open.id}`;
  if (open !== null && open.isFinished)
    return {
      title: "Approve the analysis",
      says: "Every line is decided. Somebody who did not run it reads the report and approves.",
      act: "go",
      href,
    };
  if (open !== null && open.decided < open.lines)
    return { title: "Go on with the analysis", says: `${open.decided} of ${open.lines} lines are decided.`, act: "go", href };
  if (open !== null)
    return { title: "Finish the analysis", says: "Every line is decided. Rate what is a draft still, then finish it.", act: "go", href };
  if (systems === 0)
    return {
      title: "List your systems",
      says: "Where PHI is, and what it passes through: an analysis stands on that.",
      act: "go",
      href: "/organization",
    };
  if (!hasApproved)
    return {
      title: "Begin the first analysis",
      says: "Each of your systems is held against each threat that concerns it.",
      act: "start",
      href: null,
    };
  if (isOld)
    return { title: "Begin the yearly analysis", says: "The last one was approved more than a year ago.", act: "start", href: null };
  if (unanswered > 0)
    return {
      title: `Answer ${count(unanswered, "high risk")}`,
      says: "High and critical risks have a treatment with a day to come, or an acceptance in force.",
      act: "go",
      href: "/risks?answer=unanswered",
    };
  if (causes > 0)
    return { title: "Look again at the analysis", says: `${count(causes, "thing")} changed since it was approved.`, act: null, href: null };
  if (drafts > 0)
    return { title: `Rate ${count(drafts, "risk")}`, says: "A draft is not on the register yet.", act: "go", href: "/risks?state=draft" };
  return { title: "Nothing is due", says: "The analysis is current, and what is high is answered.", act: null, href: null };
}
