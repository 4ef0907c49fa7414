// SPDX-License-Identifier: Apache-2.0
// How a party stands, from its contracts and reviews and the day: worked out each time, never stored. Pure.
import { type Day, daysBetween } from "../calendar.ts";
import { ENDING_DAYS } from "./contract-days.ts";

/** A contract as far as standing needs it. */
export type Term = {
  readonly id: string;
  readonly state: string;
  /** Whether PHI may pass under it: a data use agreement is for a limited data set only. */
  readonly coversPhi: boolean;
  readonly startsOn: Day | null;
  /** Its last day; null while it goes on until somebody ends it. */
  readonly endsOn: Day | null;
  readonly returnBy: Day | null;
  /** Ended, its PHI not feasibly returned: its protections go on [164.504(e)(2)(ii)(J)]. */
  readonly isExtended: boolean;
};

export type ContractStanding =
  | "in-force"
  | "ending"
  | "expired"
  | "return-open"
  | "return-late"
  | "extended"
  | "being-made"
  | "none"
  | "not-needed";

export type Standing = {
  readonly is: ContractStanding;
  /** The contract that makes it stand so; null without one. */
  readonly contract: string | null;
  readonly endsOn: Day | null;
  /** Days until PHI is back or the contract ends; negative once that has passed. */
  readonly days: number | null;
};

/** Whether a contract lets PHI pass on a day. */
export const holdsOn = ({ state, coversPhi, startsOn, endsOn }: Term, day: Day): boolean =>
  state === "in force" && coversPhi && startsOn !== null && startsOn <= day && (endsOn === null || endsOn >= day);

/** Where all contracts with a party come to on a day. */
export function standingOf(contracts: readonly Term[], day: Day, isNeeded: boolean): Standing {
  const stands = (is: ContractStanding, one?: Term, until?: Day | null): Standing => ({
    is,
    contract: one?.id ?? null,
    endsOn: one?.endsOn ?? null,
    days: until === undefined || until === null ? null : daysBetween(day, until),
  });
  const holding = contracts.filter((one) => holdsOn(one, day)).toSorted((a, b) => (last(a) > last(b) ? -1 : 1))[0];
  if (holding !== undefined) {
    const isEnding = holding.endsOn !== null && daysBetween(day, holding.endsOn) <= ENDING_DAYS;
    return stands(isEnding ? "ending" : "in-force", holding, holding.endsOn);
  }
  const expired = contracts.find((one) => one.state === "in force" && one.coversPhi && one.endsOn !== null && one.endsOn < day);
  if (expired !== undefined) return stands("expired", expired, expired.endsOn);
  const ended = contracts.find((one) => one.state === "terminated" && one.coversPhi);
  if (ended !== undefined)
    return stands(ended.returnBy !== null && ended.returnBy < day ? "return-late" : "return-open", ended, ended.returnBy);
  const extended = contracts.find(({ isExtended }) => isExtended);
  if (extended !== undefined) return stands("extended", extended);
  if (!isNeeded) return stands("not-needed");
  const made = contracts.find(({ state }) => state === "draft" || state === "submitted" || state === "in force");
  return made === undefined ? stands("none") : stands("being-made", made);
}

const FAR = "9999-12-31";
const last = ({ endsOn }: Term): Day => endsOn ?? FAR;

export type ReviewStanding = "fresh" | "overdue" | "none" | "not-asked";

/** How the newest approved review stands: on its day it is still fresh. Whom we serve is not reviewed by us. */
export function reviewStanding(role: string, dueOn: Day | null, day: Day): ReviewStanding {
  if (role !== "vendor") return "not-asked";
  return dueOn === null ? "none" : dueOn < day ? "overdue" : "fresh";
}

export type NextStep = { readonly says: string; readonly href: string; readonly isUrgent: boolean };

type Party = {
  readonly id: string;
  readonly passes: boolean;
  readonly contract: Standing;
  readonly review: { readonly is: ReviewStanding };
};

/** The one thing to do next about a party; null if nothing is. */
export function nextStepFor({ id, passes, contract, review }: Party): NextStep | null {
  const open = contract.contract === null ? `/forms/associate-contract/new?about=${id}` : `/submissions/${contract.contract}`;
  switch (contract.is) {
    case "return-late":
      return { says: "Prove return or destruction of PHI: its day has passed.", href: open, isUrgent: true };
    case "expired":
      return { says: "The contract has expired: renew it, or end it and get PHI back.", href: open, isUrgent: true };
    case "none":
      return {
        says: passes ? "PHI passes without a contract: make one, or stop it." : "Make a contract before PHI passes.",
        href: open,
        isUrgent: passes,
      };
    case "being-made":
      return {
        says: passes ? "PHI passes before the contract is in force: stop it, or finish the contract." : "Finish the contract.",
        href: open,
        isUrgent: passes,
      };
    case "return-open":
      return { says: "Prove return or destruction of PHI.", href: open, isUrgent: passes };
    default:
  }
  if (review.is === "overdue")
    return {
      says: "Look at this associate again: its review is overdue.",
      href: `/forms/associate-due-diligence/new?about=${id}`,
      isUrgent: false,
    };
  if (review.is === "none" && contract.is !== "not-needed" && contract.is !== "extended")
    return { says: "Look at this associate’s security.", href: `/forms/associate-due-diligence/new?about=${id}`, isUrgent: false };
  if (contract.is === "ending")
    return { says: "The contract ends soon: renew or replace it.", href: `/forms/associate-contract/new?about=${id}`, isUrgent: false };
  return null;
}
