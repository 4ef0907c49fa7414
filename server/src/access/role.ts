// SPDX-License-Identifier: Apache-2.0
// The first role set. What a role may do stands in decide/policies/, in Cedar; here is what it is called and for whom it is.

export const ROLES = {
  "security-official": "Runs the security program: people, applications, evidence, reports. No PHI. [164.308(a)(2)]",
  "privacy-official": "Answers for uses and disclosures: opens records for the individual's request and for operations. [164.530(a)]",
  executive: "Answers for the organization: accepts what risk is left, approves what binds it. No PHI. [164.308(a)(1)(ii)(B)]",
  manager: "Directs people: sees that they are trained, equipped and, when they leave, that access ends. No PHI. [164.308(a)(3)(ii)(A)]",
  clinician: "Treats individuals: reads and writes their records for treatment. [164.506(c)]",
  billing: "Handles payment: reads what a claim needs, no clinical detail. [164.506(c), 164.502(b)]",
  "records-officer": "Answers individuals' requests for their records. [164.524]",
  auditor: "Reads requirements, evidence and the ledger. No PHI, no changes. [164.308(a)(8)]",
  "workforce-member": "Everybody: own session and own tasks.",
} as const;

export type Role = keyof typeof ROLES;

export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}
