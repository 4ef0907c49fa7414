// SPDX-License-Identifier: Apache-2.0
// The clocks of what individuals ask for. Pure: days are calendar days in the organization's zone, counted from the day of receipt, which
// is not counted itself; the last day is still in time. What the law sets comes from the rule's facts.
import { assert } from "#base/assert.ts";
import { deadline, fact } from "#rule/fact.ts";
import { type Day, plusDays, plusYears } from "../calendar.ts";

/** The rights for which the law sets a limit [164.524(b)(2), 164.526(b)(2), 164.528(c)(1)]. */
export type TimedRight = "access" | "amendment" | "accounting";

/** The last day on which a request is acted upon in time, without an extension. */
export const firstLimit = (right: TimedRight, receivedOn: Day): Day => plusDays(receivedOn, deadline(`${right}.deadline`).days);

/** The last day with the one extension that there is. */
export function extendedLimit(right: TimedRight, receivedOn: Day): Day {
  const { extensionDays, extensions } = deadline(`${right}.deadline`);
  assert(extensionDays !== undefined && extensions === 1, "Each of these rights has one extension.");
  return plusDays(firstLimit(right, receivedOn), extensionDays);
}

export type Extension = { readonly right: TimedRight; readonly receivedOn: Day; readonly today: Day; readonly statementSentOn: Day };

/**
 * Why the time cannot be extended, or null: the individual has the written statement within the first limit
 * [164.524(b)(2)(ii)(A), 164.526(b)(2)(ii)(A), 164.528(c)(1)(ii)(A)], and what is still to come is no statement that was sent.
 */
export function whyNoExtension({ right, receivedOn, today, statementSentOn }: Extension): string | null {
  const limit = firstLimit(right, receivedOn);
  if (today > limit) return `The first limit was ${limit}: after it there is no extension.`;
  if (statementSentOn > today) return "The statement is sent first: its day is today or before.";
  return statementSentOn < receivedOn ? "The statement was not sent before the request came." : null;
}

export type Suspending = {
  readonly isWritten: boolean;
  /** The day on which the agency or official made the statement. */
  readonly statedOn: Day;
  /** The last day of the time that they specified. */
  readonly until: Day;
};

/** The last day of a suspension: as specified in writing; on an oral statement 30 days from it at most [164.528(a)(2)(i), (ii)(C)]. */
export function suspendedUntil({ isWritten, statedOn, until }: Suspending): Day {
  if (isWritten) return until;
  const most = plusDays(statedOn, deadline("accounting.suspension").days);
  return until < most ? until : most;
}

/** The first day that an accounting reaches back to: six years before the request [164.528(a)(1)]. */
export function accountedSince(receivedOn: Day): Day {
  const years = fact("accounting.period").period?.years;
  assert(years !== undefined, "The period of an accounting is a fact.");
  return plusYears(receivedOn, -years);
}

const SATURDAY = 6;

/** So many working days later: Saturdays and Sundays are none. Holidays differ from place to place and are not left out. 0 to 366. */
export function plusWorkingDays(day: Day, days: number): Day {
  let at = Temporal.PlainDate.from(day);
  let left = days;
  while (left > 0) {
    at = at.add({ days: 1 });
    if (at.dayOfWeek < SATURDAY) left -= 1;
  }
  return at.toString();
}

export type PassingOn = {
  readonly receivedOn: Day;
  /** Calendar days that the contract with the covered entity gives; null where it is silent. */
  readonly contractDays: number | null;
  /** Working days that our own policy gives. */
  readonly workingDays: number;
};

/** The last day on which a business associate passes a request on: the policy's, or the contract's if that is sooner [164.504(e)(2)(ii)]. */
export function passOnBy({ receivedOn, contractDays, workingDays }: PassingOn): Day {
  const ours = plusWorkingDays(receivedOn, workingDays);
  const theirs = contractDays === null ? ours : plusDays(receivedOn, contractDays);
  return theirs < ours ? theirs : ours;
}
