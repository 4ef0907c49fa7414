// SPDX-License-Identifier: Apache-2.0
// The words that course texts may use. `training/README.md` lists the same, and a test holds them together.

export const MODULES = [
  "hipaa-in-a-startup",
  "phi-and-minimum-necessary",
  "security-at-work",
  "incidents-and-breaches",
  "individual-rights-and-complaints",
  "engineers-and-operators",
  "managers-and-officials",
  "our-policies",
] as const;

/** Whom a module is for. */
export const COURSE_AUDIENCES = ["everyone", "individuals", "engineers", "managers"] as const;
