// SPDX-License-Identifier: Apache-2.0
// What a small business associate answers about itself.
import type { AtWork } from "./person.ts";

export const PROFILE = {
  about: "organization",
  does: "Appointments and reminders for clinics",
  providesCare: "no",
  forCoveredEntity: "yes",
  forAssociate: "no",
  isPlan: "no",
  isClearinghouse: "no",
  isHybrid: "no",
  isConsumerOnly: "no",
  isDeidentifiedOnly: "no",
  people: 3,
  isRemoteOnly: "yes",
  contactEmail: "privacy@fernhollow.example",
  reportLine: "+1 503 555 0100, at any hour",
  securityOfficialTitle: "Chief Technology Officer",
  privacyOfficialTitle: "Head of Operations",
  executiveSponsorTitle: "Chief Executive Officer",
  identityProvider: "Part164",
  cloudProviders: "Amazon Web Services",
  ticketSystem: "Linear",
} as const;

/** Files and adopts the profile. */
export async function adoptProfile(official: AtWork): Promise<void> {
  await official.move(await official.file("organization-profile", PROFILE), "adopt");
}
