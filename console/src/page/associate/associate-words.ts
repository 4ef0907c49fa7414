// SPDX-License-Identifier: Apache-2.0
// The words of the chain, and what to do about it first.
import type { Associate } from "../../api/associate.ts";
import type { Tone } from "../../part/status/chip.tsx";

type ContractIs = Associate["contract"]["is"];
type ReviewIs = Associate["review"]["is"];

export const ROLE_SAYS: Readonly<Record<string, string>> = {
  customer: "We serve it",
  vendor: "Serves us",
  "vendor-without-phi": "Serves us, no PHI",
  other: "Other party",
};

export const REVIEW_SAYS: Readonly<Record<ReviewIs, string>> = {
  fresh: "Looked at",
  overdue: "Overdue",
  none: "Never looked at",
  "not-asked": "Not ours to do",
};

export const KIND_SAYS: Readonly<Record<string, string>> = {
  associate: "Business associate contract",
  subcontractor: "Subcontractor contract",
  "other-arrangement": "Other arrangement",
  "data-use": "Data use agreement",
};

const CONTRACT: Readonly<Record<ContractIs, readonly [Tone, string]>> = {
  "in-force": ["plain", "In force"],
  ending: ["soon", "Ends soon"],
  expired: ["harm", "Expired"],
  "return-open": ["soon", "Ended, PHI to come back"],
  "return-late": ["harm", "Ended, PHI not shown back"],
  extended: ["plain", "Ended, protected further"],
  "being-made": ["act", "Being made"],
  none: ["open", "None"],
  "not-needed": ["open", "Not needed"],
};

/** A contract's standing in words and in what it means: PHI that passes uncovered is harm, whatever the paper says. */
export function contractSays({ contract, passes }: Pick<Associate, "contract" | "passes">): { tone: Tone; says: string } {
  const [tone, says] = CONTRACT[contract.is];
  const isBare = passes && (contract.is === "none" || contract.is === "being-made" || contract.is === "return-open");
  const days =
    contract.is === "ending" && contract.days !== null ? `Ends in ${contract.days} ${contract.days === 1 ? "day" : "days"}` : says;
  return { tone: isBare ? "harm" : tone, says: days };
}

/** The most urgent next step of all: PHI uncovered first, then what is due; null if nothing is. */
export function firstStep(all: readonly Associate[]): { of: Associate; says: string; href: string; isUrgent: boolean } | null {
  const steps = all.flatMap((of) => (of.next === null ? [] : [{ of, ...of.next }]));
  return steps.find(({ isUrgent }) => isUrgent) ?? steps[0] ?? null;
}

export type Branch = { readonly of: Associate; readonly through: readonly Branch[] };

/** Those who serve us, each with those who serve us through it. A circle of parents loses nobody: who is reached by no root is one. */
export function branches(all: readonly Associate[]): Branch[] {
  const down = all.filter(({ role }) => role !== "customer");
  const placed = new Set<string>();
  const grow = (of: Associate): Branch => {
    placed.add(of.id);
    const below = down.filter(({ parent, id }) => parent === of.id && !placed.has(id));
    return { of, through: below.flatMap((one) => (placed.has(one.id) ? [] : [grow(one)])) };
  };
  const roots = down.filter(({ parent }) => parent === null || !down.some(({ id }) => id === parent)).map(grow);
  return [...roots, ...down.flatMap((one) => (placed.has(one.id) ? [] : [grow(one)]))];
}
