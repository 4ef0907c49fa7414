// SPDX-License-Identifier: Apache-2.0
// The demonstration's people. All of them are invented.
import type { Role } from "#access/role.ts";

export type DemoPerson = { readonly name: string; readonly email: string; readonly roles: readonly Role[]; readonly enrols: boolean };

export const ORGANIZATION = { name: "Fernhollow Health", entity: "business-associate", timeZone: "America/Los_Angeles" } as const;

export const SECURITY_OFFICIAL = { name: "Maya Okafor", email: "maya@fernhollow.example" };
export const PRIVACY_OFFICIAL = { name: "Joan Abernathy", email: "joan@fernhollow.example" };

/** The visitor comes as the security official and is to see what a privacy official sees too: the set-up names her for both. */
export const PEOPLE: readonly DemoPerson[] = [
  { ...PRIVACY_OFFICIAL, roles: ["privacy-official"], enrols: true },
  { name: "Tom Lindqvist", email: "tom@fernhollow.example", roles: ["clinician"], enrols: true },
  { name: "Priya Raman", email: "priya@fernhollow.example", roles: ["clinician"], enrols: true },
  { name: "Samuel Adeyemi", email: "samuel@fernhollow.example", roles: ["clinician"], enrols: true },
  { name: "Daniel Reyes", email: "daniel@fernhollow.example", roles: ["billing"], enrols: true },
  { name: "Hana Kobayashi", email: "hana@fernhollow.example", roles: ["records-officer"], enrols: true },
  { name: "Oskar Brandt", email: "oskar@fernhollow.example", roles: ["auditor"], enrols: true },
  { name: "Lucia Moretti", email: "lucia@fernhollow.example", roles: [], enrols: true },
  // Deliberate gaps: an address that a desk shares, and somebody who never followed the link.
  { name: "Front desk", email: "reception@fernhollow.example", roles: [], enrols: true },
  { name: "Wen Zhao", email: "wen@fernhollow.example", roles: ["clinician"], enrols: false },
];

export const TENANTS = ["Stonebridge Regional", "Northwater Clinic"] as const;
