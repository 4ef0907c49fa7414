// SPDX-License-Identifier: Apache-2.0
// A complete emergency mode operation plan [164.308(a)(7)(ii)(C)]: critical work goes on, and PHI stays protected while it does.
import { physicalText } from "./disaster-recovery.ts";
import { listed, steps, type TemplateFacts } from "./template-facts.ts";

export function emergencyTexts(facts: TemplateFacts): Readonly<Record<string, string>> {
  const { organization, lead, reportLine, privacyOfficial, identityProvider, keeping, executive } = facts;
  return {
    declared: `The ${lead}, or who stands in, puts ${organization} into emergency mode when a system of the table is down for longer than it can be done without, or when using it would put PHI at risk. They say from which hour, for which systems, and who works how. It is announced by telephone, from the top of the list down; each person called calls the next. ${reportLine} stays open, or its callers are told another number.

Emergency mode ends when the ${lead} says so, for each system by itself, with the hour in the log. It never lapses by people going back to their screens one by one.`,
    work: `Work that cannot wait goes on in the manual way of the table${keeping.length === 0 ? "" : `, first for ${listed(keeping.slice(0, 3), "")}`}. What can wait, waits.

${steps(
  `Write on the forms of this pack, one sheet for each hour or each person. Hour first, then what, then who did it.`,
  `Where a clinic or a customer has its own record of the individual, they work from theirs. We read nothing out over the telephone to somebody who calls; we call back at the number of this plan.`,
  `Nobody makes a list of individuals on an own device, in private mail or in a chat that is not ours. No photograph of a screen or of paper.`,
  `If a decision about care hangs on what we hold, the clinician in charge decides without it or asks for emergency access. We do not guess from memory.`,
  `People work no longer than twelve hours. Who relieves whom is in the log.`,
  `Every two hours, and at each change of who leads: what is down, what is promised to whom, when the next message is due.`,
)}`,
    protecting: `The Security Rule does not pause. What protects PHI changes hands, and somebody answers for each part of it:

- **Who may.** Only people whom the plan names, for the work that it names. The ${lead} may name others in the log, by name, until an hour.
- **Who is it.** If ${identityProvider} is down, people are known by face or voice to somebody of this plan. Shared accounts are not made. A temporary account is one person's and ends by itself.
- **On what.** Devices that encrypt what they hold, and lock. Not a private one, unless the ${lead} writes into the log whose, for what, and that it is wiped after.
- **Recording.** What systems no longer record, people write down: who looked at or changed whose information, when, why. The sheet is the audit log for that time [164.312(b)].
- **Sending.** Encrypted, or by hand, or by telephone to a number that was known before. Never by open mail because it is urgent.
- **Paper.** Sheets with PHI are counted, kept in a closed folder by one named person, locked away at night, and carried by two. Initials and dates of birth identify people: write the number of the sheet and the individual's opaque number instead. After entering they are shredded, and the count is in the log.`,
    emergencyAccess: `When electronic PHI is needed for care or to avert harm, and the normal way is gone:

${steps(
  `The person in need calls the ${lead} or who stands in. The call and its reason go into the log.`,
  `If the system runs and only normal access is gone: a person who has the role for it opens emergency access in the system. It asks for the reason, lasts for hours, is told to the officials at once, and everything read is recorded.`,
  `If the system is down: two people of this plan restore the newest good copy into a closed place, by the disaster recovery plan, and read from it only what was asked for. One reads, one writes the log: whose, what, for whom, when.`,
  `What was found is told to the clinician by telephone, called back at a known number, or handed over on one numbered sheet.`,
  `The closed place is destroyed after. Each such access is an emergency access report within one working day; the ${privacyOfficial} looks at every one of them.`,
)}

That nobody could get at PHI that was needed is an incident too, and is written down as one.`,
    physicalAccess: physicalText(facts),
    back: steps(
      `A system is given back to normal work by the ${lead}, after the checks of the disaster recovery plan, with the hour in the log.`,
      `Sheets are entered by two people, one reading, one typing: each line with the hour at which it happened. Lines that cannot be entered are listed for the ${privacyOfficial}.`,
      `Sheets with PHI are counted against the log, then shredded. A sheet that is missing is an incident.`,
      `Temporary accounts, keys, devices and rights end within one working day. The ${lead} looks for what is left.`,
      `Customers and people are told that it is over, what was lost, and whom to ask. The ${executive} thanks those who worked, and says who rests.`,
      `The after-action record is filed within 14 days, and this plan is changed within 30.`,
    ),
  };
}
