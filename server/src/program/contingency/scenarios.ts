// SPDX-License-Identifier: Apache-2.0
// Scenarios to try the plans with: what happens, what is thrown in on the way, what it should show. Our own; none says how it ends.

export type Scenario = {
  readonly value: string;
  readonly label: string;
  readonly help: string;
  /** What it should show. */
  readonly objectives: readonly string[];
  /** What whoever leads reads out, one after the other. */
  readonly injects: readonly string[];
};

export const SCENARIOS: readonly Scenario[] = [
  {
    value: "ransomware",
    label: "Everything is encrypted on a Friday night",
    help: "Files do not open, a note asks for money, sign-in is gone.",
    objectives: [
      "People are reached without mail and chat.",
      "Copies are cut off before anything is restored.",
      "The hour of discovery is written down, and clocks are counted from it.",
    ],
    injects: [
      "19:40. An engineer's laptop shows a note. The application answers with errors. Chat does not open.",
      "20:30. The backup account shows a sign-in from an address that nobody knows, two days old.",
      "Saturday 08:00. A customer's manager calls the private number of the executive: is our patients' information out?",
      "Sunday 15:00. The newest good copy is three days old. Two clinics open on Monday at 07:00.",
    ],
  },
  {
    value: "region-lost",
    label: "A region of the cloud is lost",
    help: "The provider cannot say when it comes back.",
    objectives: [
      "Systems come back elsewhere, in the order of the plan.",
      "The hours of the plan are kept, or it is known why not.",
      "Emergency access works from the restored copy.",
    ],
    injects: [
      "10:05. All requests time out. The provider's page says that it is looking into it.",
      "11:30. A clinician needs one individual's medication list now.",
      "13:00. The image of the application cannot be found in the other region.",
      "16:00. The region is back, with the data of this morning. Which of the two is the true one?",
    ],
  },
  {
    value: "key-lost",
    label: "The key to the backups cannot be found",
    help: "The person who knows is not to be reached.",
    objectives: [
      "The second place of the key is found by the written plan alone.",
      "Two people can get to it, without the systems that failed.",
    ],
    injects: [
      "The database is corrupt. The newest copy is there, encrypted.",
      "Who keeps the key is on a flight of eleven hours.",
      "The envelope is there. The seal is broken, and nobody wrote down why.",
    ],
  },
  {
    value: "office-closed",
    label: "The office cannot be entered",
    help: "Fire next door; the street is closed for a week.",
    objectives: ["Critical work goes on from elsewhere.", "PHI on paper and on devices inside is accounted for."],
    injects: [
      "07:15. The police lets nobody in. Two laptops and a cabinet are inside.",
      "The telephone number for customers rings in the empty office.",
      "Day three. The landlord's contractor was inside, alone, to look at the pipes.",
    ],
  },
  {
    value: "provider-gone",
    label: "A provider is gone from one day to the next",
    help: "It closes, or shuts us out.",
    objectives: [
      "What only the provider has is known.",
      "PHI that is there can be got back or is known to be destroyed.",
      "Customers are told in the time that contracts promise.",
    ],
    injects: [
      "A mail: service ends at midnight. Nobody answers the telephone.",
      "The export is in a form that nothing of ours reads.",
      "A journalist asks what happened to the health information that was there.",
    ],
  },
  {
    value: "sickness",
    label: "Half of the people are ill",
    help: "The lead and the person who stands in are both among them.",
    objectives: ["Somebody else can do each task by the written steps.", "Nobody is given more access than the task needs, and it ends."],
    injects: [
      "Monday. Four of seven are in bed. So is whoever restores systems.",
      "An alert: the backup of last night failed.",
      "A newcomer offers to help, if only somebody gives them the administrator's account.",
    ],
  },
];

/** Undefined if there is no such scenario. */
export const scenarioNamed = (value: unknown): Scenario | undefined => SCENARIOS.find((one) => one.value === value);
