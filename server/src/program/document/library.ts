// SPDX-License-Identifier: Apache-2.0
// The words that policy texts may use. `policies/README.md` lists the same, and a test holds them together.

export const POLICIES = [
  "policy-and-documentation",
  "governance-and-officials",
  "risk-management",
  "sanctions-and-no-retaliation",
  "workforce-security",
  "access-control",
  "credentials-and-encryption",
  "training-and-awareness",
  "workstations-and-mobile-devices",
  "facility-security",
  "devices-media-and-disposal",
  "assets-and-data-flows",
  "audit-controls",
  "change-and-secure-development",
  "vulnerabilities-and-malware",
  "integrity-of-phi",
  "contingency",
  "security-incidents",
  "breach-notification",
  "business-associates",
  "uses-and-disclosures",
  "individual-rights",
  "de-identification-and-research",
  "evaluation-and-regulators",
] as const;

export const FORMS = [
  "policy-change",
  "official-designation",
  "risk-entry",
  "risk-acceptance",
  "sanction",
  "joiner-checklist",
  "leaver-checklist",
  "access-request",
  "access-review",
  "emergency-access-report",
  "training-acknowledgement",
  "workstation-check",
  "visitor-and-maintenance",
  "media-disposal",
  "activity-review",
  "for-cause-audit",
  "change-request",
  "network-rule-change",
  "vulnerability-finding",
  "criticality-analysis",
  "contingency-plan",
  "plan-printing",
  "restore-test",
  "contingency-test",
  "incident-report",
  "breach-assessment",
  "notification-tracker",
  "associate-contract",
  "associate-due-diligence",
  "individual-request",
  "complaint",
  "de-identification-release",
  "evaluation-record",
] as const;

/** Filled in from the organization's answers, in every policy. */
export const ORGANIZATION_PARAMETERS = [
  "organization.name",
  "organization.contactEmail",
  "organization.reportLine",
  "securityOfficial.title",
  "privacyOfficial.title",
  "executiveSponsor.title",
  "identityProvider",
  "cloudProviders",
  "ticketSystem",
] as const;

/** Who may own or approve a policy. */
export const POLICY_ROLES = ["securityOfficial", "privacyOfficial", "executiveSponsor"] as const;

/** Whom a passage may be for. */
export const AUDIENCES = ["covered-entity", "business-associate"] as const;
