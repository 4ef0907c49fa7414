// SPDX-License-Identifier: Apache-2.0
// What a small provider answers for its notice of privacy practices; the day is the test's own.

export const NOTICE = {
  about: "organization",
  revision: "First notice",
  isMaterial: "yes",
  exampleTreatment: "Our nurse sends your results to the specialist who treats you.",
  examplePayment: "We send your plan a claim for your visit.",
  exampleOperations: "We look through records to see whether our care gets better.",
  hasDirectory: "no",
  hasStricterLaw: "no",
  partTwo: "no",
  raisesFunds: "no",
  tellsSponsor: "no",
  underwrites: "no",
  limitsMore: "no",
  reservesRight: "yes",
  revisedBy: "at our web site, and on paper when you ask",
  contactTitle: "Head of Operations",
  contactTelephone: "+1 503 555 0100",
  rightsAddress: "12 Fern Street, Portland, Oregon 97201",
  complainBy: "write to the Head of Operations at the address above",
} as const;
