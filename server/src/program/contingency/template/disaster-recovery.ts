// SPDX-License-Identifier: Apache-2.0
// A complete disaster recovery plan [164.308(a)(7)(ii)(B)]: from the first call to the day on which all is checked and open again.
import { listed, steps, type TemplateFacts } from "./template-facts.ts";

export function recoveryTexts(facts: TemplateFacts): Readonly<Record<string, string>> {
  const { organization, lead, reportLine, cloud, privacyOfficial, executive, keeping, rpoHours } = facts;
  return {
    declared: `The ${lead}, as contingency lead, declares a disaster. If they do not answer within fifteen minutes, the person who stands in does. Nobody waits for permission.

It is declared when one of these is so, or is likely to be so within the hour:

- a system that is needed within 4 hours is down, and nobody knows when it is back;
- data is lost, changed or encrypted by somebody who should not, or somebody may be inside;
- ${cloud}, or a provider without whom we cannot work, has failed or shut us out;
- nobody can get into a place where the work has to be done.

Whoever notices calls ${reportLine}. If that does not answer, they call the people of this plan, from the top. The hour of the first notice is written down: clocks of law and of contracts count from it, not from the day on which we are back at our screens.`,
    first: steps(
      `Take this paper, a pen, and a telephone that does not hang on what failed. Open the log at the end of the pack; write the hour beside everything from now on.`,
      `Are people in danger? Call 911 first. Systems wait.`,
      `Decide whether somebody attacks us. If that is possible: cut copies and keys off from the network before anything else, end sessions, block what comes in. Do not switch machines off; what is in their memory is evidence. Do not write to the attacker. Call the insurer before anybody pays for help, and the police.`,
      `Call the people of this plan. Agree on one call every hour, on a number that works, and on who writes the log.`,
      `Say which systems are down and until when they can be done without: the table has the order. Put the work of each into its manual way.`,
      `Tell customers whose work stands still what does not work and when the next message comes. No PHI in it, no guess at the cause.`,
      `The ${privacyOfficial} reads the table of clocks in the pack and writes down by when notice is due, by law and by each contract. The shortest one counts.`,
    ),
    restoring: `One person restores, another reads the steps aloud and writes the log. Systems come back in the order of the table${keeping.length === 0 ? "" : `: first ${listed(keeping.slice(0, 3), "")}`}.

${steps(
  `Make a clean place: a new account, project or machine, that nothing which failed can reach. Never restore over the damaged one; it is evidence, and the only thing to compare with.`,
  `Find the newest copy that was made before the damage, not the newest one. If somebody was inside, take one from before they came. Write down which, and how old it is; work since then is lost unless it is on paper or with a customer.`,
  `Fetch the key from where the table says. Two people, and a line in the log.`,
  `Restore the ledger and the records together. Compare counts and digests with what the copy's own record says. What does not agree is not opened.`,
  `Set all passwords, keys and certificates anew that the failed systems knew, before the new ones are connected to anything.`,
  `Apply again what was deleted, restricted or amended since the copy was made, from the log and from people's notes.`,
  `Switch on recording of activity first, then sign-in, then the application. Without recording the system stays shut.`,
  `Let one person try the main work with a record that is made up. Then open it to a few, then to all.`,
)}

If more than ${rpoHours} hours of work are lost, or if a system is not back within the hours of the table, the ${executive} decides with the ${lead} what is done instead, and the log says so.`,
    physicalAccess: physicalText(facts),
    back: steps(
      `List what was lost and what was written on paper meanwhile. Paper is entered with the day and hour at which things happened, not those of the entry.`,
      `Each person hands in their log lines; the ${privacyOfficial} files the incident with the hour of the first notice, and copies the lines into its journal.`,
      `PHI that was lost, or that others may have seen, is assessed as a possible breach. What an attacker encrypted was in the attacker's hands: it is presumed to be one until the assessment shows otherwise.`,
      `Take back what was given for the emergency within one working day: accounts, keys, devices, doors.`,
      `Run every check of this system. Make a whole copy of what now runs, and restore it once.`,
      `Within 14 days sit down together: what happened, what did not work, who mends it by when. It is filed as a contingency test that was for real. ${organization} changes this plan within 30 days.`,
    ),
  };
}

/** 164.310(a)(2)(i): access to facilities in support of restoring lost data. */
export function physicalText({ isRemoteOnly, sites, cloud, lead }: TemplateFacts): string {
  if (isRemoteOnly && sites.length === 0)
    return `We have no site of our own: people restore from where they live. Rooms of ${cloud} are entered by nobody of ours. Each person on this plan has at home a machine that can be used without our sign-in, a way onto the net by telephone, and this paper. If somebody cannot work from home, they go to another person of this plan; where they work, nobody else sees the screen, and nothing is printed. The safe or bank box with the second key can be opened by the two people whom the table names, in its opening hours; outside of them, by the first key.`;
  return `People of this plan may enter ${listed(sites, "our sites")} at any hour to restore what was lost. Doors that open electronically may stay shut, or open for everybody: a mechanical key lies with the ${lead} and with who stands in. Whoever enters is written into the log with hour, reason, and the hour of leaving; nobody is inside alone. Technicians from outside show who they are, are entered as visitors, and are never out of sight where PHI is. If a door no longer locks, somebody stands there, or media with PHI are taken along and locked away. When the emergency ends, keys are counted and locks are looked at. Rooms of ${cloud} are entered by nobody of ours.`;
}
