// SPDX-License-Identifier: Apache-2.0
// What a three-person company decides about each addressable specification, in its own words.

export type StoryDecision = {
  readonly choice: "implement" | "alternative" | "not-reasonable";
  readonly measure?: string;
  readonly whyNot?: string;
  readonly alternative?: string;
  readonly standardMet?: string;
};

const implement = (measure: string): StoryDecision => ({ choice: "implement", measure });

export const DECISIONS: Readonly<Record<string, StoryDecision>> = {
  "164.308(a)(3)(ii)(A)": implement(
    "Each of us has a supervisor on the roster; visitors and candidates are never alone with a screen that shows PHI.",
  ),
  "164.308(a)(3)(ii)(B)": implement("Identity and references are looked at, and the need for PHI written down, before access is given."),
  "164.308(a)(3)(ii)(C)": implement("Sign-in ends by itself when the last day is over; a check-list covers the rest within a day."),
  "164.308(a)(4)(ii)(B)": implement("Access is asked for on a form and approved by somebody else."),
  "164.308(a)(4)(ii)(C)": implement("Rights are looked through every quarter and when somebody's work changes."),
  "164.308(a)(5)(ii)(A)": implement("A short reminder every month, on record when it was read."),
  "164.308(a)(5)(ii)(B)": implement(
    "Managed laptops with the vendor's protection, updates within two weeks, no installs outside the list.",
  ),
  "164.308(a)(5)(ii)(C)": implement("Failed sign-ins are recorded, limited, and looked at every week."),
  "164.308(a)(5)(ii)(D)": implement("A password manager for everybody, long passwords, a second factor everywhere."),
  "164.308(a)(7)(ii)(D)": implement("A tabletop every year, and weekly restores of the backup by the system itself."),
  "164.308(a)(7)(ii)(E)": implement("Each system is ranked by how long we can do without it."),
  "164.310(a)(2)(i)": {
    choice: "not-reasonable",
    whyNot: "We have no facility: everybody works from home, and what holds PHI runs in a provider's data centers.",
    standardMet: "The provider's attested procedures let its own staff in during an emergency; ours need only the network to restore data.",
  },
  "164.310(a)(2)(ii)": {
    choice: "alternative",
    whyNot: "There is no facility of ours whose premises and equipment could be guarded by a plan of ours.",
    alternative:
      "The data centers are guarded under the provider's audited plan, whose report we read every year; laptops are covered by the workstation rules.",
  },
  "164.310(a)(2)(iii)": {
    choice: "alternative",
    whyNot: "Nobody can be let into a facility that we do not have; control of visitors at homes would reach into private lives.",
    alternative:
      "Screens lock after five minutes and are not shown to others; the provider controls who enters its data centers and proves it.",
  },
  "164.310(a)(2)(iv)": {
    choice: "not-reasonable",
    whyNot: "Repairs of walls, doors and locks are those of the provider's buildings; we own none that protects PHI.",
    standardMet: "The provider keeps records of repairs to its buildings under the audited plan that we review every year.",
  },
  "164.310(d)(2)(iii)": implement("Each laptop has a custodian on the register, and each movement a form."),
  "164.310(d)(2)(iv)": implement("PHI lives in the service, which is backed up daily; nothing is kept on equipment that moves."),
  "164.312(a)(2)(iii)": implement("Sessions end after fifteen minutes without activity; laptops lock after five."),
  "164.312(a)(2)(iv)": implement("Every record is encrypted under its individual's key; disks are encrypted as well."),
  "164.312(c)(2)": implement("An altered record does not open, and samples are verified every day."),
  "164.312(e)(2)(i)": implement("TLS with authenticated encryption everywhere; nothing is accepted without it."),
  "164.312(e)(2)(ii)": implement("TLS 1.2 or later on every connection that leaves a machine."),
};
