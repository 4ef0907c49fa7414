// SPDX-License-Identifier: Apache-2.0
// A complete data backup plan [164.308(a)(7)(ii)(A)]: what is copied, where copies lie, who has their keys, how they are tried.
import { listed, steps, type TemplateFacts } from "./template-facts.ts";

export function backupTexts(facts: TemplateFacts): Readonly<Record<string, string>> {
  const { keeping, rpoHours, keepDays, cloud, lead, identityProvider, restoreTestMonths, executive } = facts;
  return {
    copies: `${facts.organization} makes exact copies of all electronic PHI that it keeps, and can get them back. That is what is in ${listed(keeping, "each system of the table")}, with whatever is needed to read it: database, files, the ledger of activity, settings, and the code that runs it.

${steps(
  `Copies are made by themselves, so often that no more than ${rpoHours} hours of work are lost. A system whose row in the table says less is copied more often.`,
  `Each copy is whole or can be made whole from copies that are kept: a chain of changes without its beginning is no copy.`,
  `Copies are kept ${keepDays} days. A copy that a legal hold or an open incident needs is kept until that ends.`,
  `Before equipment is moved, a system is upgraded or a large change is made, an extra copy is made and its making is written down.`,
  `A working copy is left out only if its original is copied. Laptops hold nothing whose only copy is there.`,
)}`,
    places: `A copy has to outlive what kills the original: fire, a provider's failure, a deletion by mistake, and somebody inside who means harm.

${steps(
  `Copies lie outside the account or project that runs production, and in another region than ${cloud} runs it in.`,
  `They are encrypted before they leave the machine that makes them. Whoever carries them away cannot read them.`,
  `They are locked against change and deletion for the ${keepDays} days. Whoever can delete production cannot delete its copies; nobody can shorten the lock alone.`,
  `The account that holds them has its own sign-in, with a second factor, and does not hang on ${identityProvider}.`,
  `A provider that holds copies of PHI is a business associate, and its contract says so, even if it cannot read them.`,
)}`,
    keys: `A copy whose key burned with the building is lost. The table says for each system who has its key. Keys and passwords themselves are never written into this plan.

${steps(
  `Each key lies in two places that do not fail together. One of them needs no computer of ours: a sealed envelope in a safe, or a hardware key in a bank's box.`,
  `Two people can get to it, each without the other, and without the systems that failed. They are the ${lead} and the deputy who is named in this plan.`,
  `Opening the envelope is written down with day, hour and reason. It is sealed anew within one working day.`,
  `When somebody who could get to a key leaves, or when a key may have been seen, it is replaced, and copies under the old one are kept readable until they are removed.`,
  `Every ${restoreTestMonths} months the key used for the restore test is fetched from its second place, not from the one that is at hand.`,
)}`,
    watching: `Nobody notices a copy that was not made until it is wanted. So each one is watched, and some are tried.

${steps(
  `Each copy leaves a record of its time, size and digest. A copy that failed, is missing, or is much smaller than the one before is told to the ${lead} the same day.`,
  `The ${lead} finds out why, makes a copy by hand, and writes down what was done. If no good copy is younger than ${rpoHours} hours at the end of that day, it is an incident.`,
  `The newest copy of our own records is restored by itself every week, into a place of its own, compared and thrown away. The result is in the ledger.`,
  `Every ${restoreTestMonths} months a person restores each system that is needed within a day from nothing: in a clean place, by the written steps, timing it. What was compared and how long it took goes into a restore test.`,
  `What did not work becomes an action with an owner and a day. The ${executive} hears of actions that are overdue.`,
  `This plan is looked at every year, and when a system that keeps PHI is added, changed or retired.`,
)}`,
  };
}
