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
    contract: "in-force",
    contractOn: "2025-06-01",
    noticeHours: 48,
  },
  {
    name: "Northwater Clinic",
    role: "customer",
    service: "Clinic that we serve",
    contract: "in-force",
    contractOn: "2025-09-15",
    noticeHours: 72,
  },
  { name: "Alderwood Cloud", role: "vendor", service: "Runs our service", contract: "in-force", contractOn: "2025-05-02", noticeHours: 24 },
  { name: "Pinecone Texting", role: "vendor", service: "Reminders by text message", contract: "being-made" },
];

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

export const INCIDENT = {
  what: "A claim's printout lay on the shared printer over night",
  noticedOn: "2026-01-20",
  noticedAt: "08:10 Pacific time",
  systems: "Printer in the shared office",
  phi: "maybe",
};

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

export const REVIEW = {
  period: "The first week",
  looked: ["refusals", "sign-ins", "opened"],
  findings: "One mistyped password; one read for payment refused as it should be.",
};
