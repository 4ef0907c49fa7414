// SPDX-License-Identifier: Apache-2.0
// What the demonstration's people write. All of it is invented.

export const COMPANY = {
  about: "organization",
  does: "Appointments, reminders and notes for clinics",
  providesCare: "no",
  forCoveredEntity: "yes",
  forAssociate: "no",
  isPlan: "no",
  isClearinghouse: "no",
  isHybrid: "no",
  isConsumerOnly: "no",
  isDeidentifiedOnly: "no",
  people: 11,
  isRemoteOnly: "no",
  contactEmail: "privacy@fernhollow.example",
  reportLine: "+1 503 555 0142, at any hour",
  securityOfficialTitle: "Head of Engineering",
  privacyOfficialTitle: "Head of Operations",
  executiveSponsorTitle: "Chief Executive Officer",
  identityProvider: "Part164",
  cloudProviders: "Alderwood Cloud",
  ticketSystem: "our issue tracker",
};

export const PARTIES = [
  {
    name: "Stonebridge Regional",
    role: "customer",
    service: "Hospital that we serve",
    phi: "yes",
  },
  {
    name: "Northwater Clinic",
    role: "customer",
    service: "Clinic that we serve",
    phi: "yes",
  },
  { name: "Alderwood Cloud", role: "vendor", service: "Runs our service", phi: "yes" },
  { name: "Pinecone Texting", role: "vendor", service: "Reminders by text message", phi: "no" },
];

/** Contracts in force, by party; days from the day on which the demonstration is made. */
export const CONTRACTS = [
  { party: "Stonebridge Regional", kind: "associate", startsOn: "2025-06-01", noticeHours: 48, agent: "no", endsInDays: null },
  { party: "Northwater Clinic", kind: "associate", startsOn: "2025-09-15", noticeHours: 72, agent: "unknown", endsInDays: 70 },
  { party: "Alderwood Cloud", kind: "subcontractor", startsOn: "2025-05-02", noticeHours: 24, agent: "no", endsInDays: null },
] as const;

/** The vendor that was looked at. */
export const LOOKED_AT = {
  name: "Alderwood Cloud",
  tier: "1",
  soc2: "type-2",
  soc2From: "2025-01-01",
  soc2To: "2025-12-31",
  soc2Exceptions: "yes",
  soc2Means: "Two leavers kept access for three days; neither could reach our storage.",
  decision: "PHI may go there; the finding is followed up.",
};

export const SYSTEMS = [
  {
    name: "Appointments service",
    kind: "application",
    purpose: "What clinics and individuals use",
    phi: "keeps",
    protection: "Encrypted per individual, default deny, every access recorded",
    criticality: "hours-4",
    runBy: "Alderwood Cloud",
  },
  {
    name: "Message gateway",
    kind: "network",
    purpose: "Sends reminders without a reason for the visit",
    phi: "passes",
    protection: "TLS, nothing kept",
    criticality: "day",
    runBy: null,
  },
  { name: "Laptops", kind: "workstation", purpose: "Work", phi: "none", criticality: "week", runBy: null },
];

export const FLOWS = [
  { what: "Appointments and notes", from: "Stonebridge Regional", to: "Appointments service", way: "FHIR over HTTPS", encrypted: "yes" },
  { what: "Appointments", from: "Northwater Clinic", to: "Appointments service", way: "FHIR over HTTPS", encrypted: "yes" },
  {
    what: "Time and place of a visit",
    from: "Appointments service",
    to: "Message gateway",
    way: "Queue inside our network",
    encrypted: "yes",
  },
  {
    what: "Time and place of a visit",
    from: "Message gateway",
    to: "individuals",
    way: "Text message",
    encrypted: "no",
    whyClear: "Text messages cannot be encrypted; they name no reason, and individuals chose them after being told.",
  },
];

export const REQUEST = { name: "Dictation app", provider: "Larkspur Speech", purpose: "Notes dictated after visits", phi: "yes" };

export const CHANGE = {
  what: "Reminders are sent by the new queue",
  kind: "controlled",
  reference: "release-41",
  systems: "Message gateway",
  phi: "flow",
  risk: "Reminders sent twice; the queue drops doubles",
  tried: "A week beside the old one, compared",
  undo: "Switch back; both run until February",
};
