// SPDX-License-Identifier: Apache-2.0
// What is said of plans, systems and tests.
import type { Draft, PlanShown, SystemShown, Try } from "../../api/contingency.ts";

export const CRITICALITY_SAYS: Readonly<Record<string, string>> = {
  "hours-4": "Up to 4 hours",
  day: "Up to a day",
  week: "Up to a week",
  longer: "Longer",
};

const ORDER = Object.keys(CRITICALITY_SAYS);

/** For sorting: what is needed first comes first. */
export const neededOrder = ({ criticality }: Pick<SystemShown, "criticality">): number => ORDER.indexOf(criticality);

export const PHI_SAYS: Readonly<Record<string, string>> = { keeps: "Keeps PHI", passes: "Passes PHI on", none: "No PHI" };

export const TRY_SAYS: Readonly<Record<Try["kind"], string>> = { test: "Test", restore: "Restore", drill: "Own drill" };

export const RESULT_SAYS: Readonly<Record<Try["result"], string>> = {
  good: "Held",
  part: "Held in part",
  bad: "Did not hold",
  open: "Open",
};

const DRAFTS: readonly Draft[] = ["backup", "disaster-recovery", "emergency-mode", "criticality", "test"];

/** The draft that the server names; null if it names none. */
export const draftOf = (what: string | null): Draft | null => DRAFTS.find((one) => one === what) ?? null;

/** Hours as people say them. */
export function hoursSaid(hours: number | null): string {
  if (hours === null) return "not said";
  return hours >= 72 && hours % 24 === 0 ? `${hours / 24} days` : `${hours} h`;
}

/** In one word how a plan stands. */
export function planState({ inForce, open }: PlanShown): "in force" | "stale" | "too old" | "none" | "draft" | "submitted" {
  if (inForce === null) return open === null ? "none" : open.state === "submitted" ? "submitted" : "draft";
  if (!inForce.isFresh) return "too old";
  return inForce.stale.length > 0 ? "stale" : "in force";
}
