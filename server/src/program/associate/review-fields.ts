// SPDX-License-Identifier: Apache-2.0
// What is asked when an associate's security is looked at.
import type { Field, Option } from "../form/field.ts";

const question = (value: string, label: string, help?: string): Option => ({ value, label, ...(help === undefined ? {} : { help }) });

/** Our own questions, each answered by the associate or its papers. */
export const QUESTIONS: readonly Option[] = [
  question("where", "We know in which countries and with which cloud provider our PHI is"),
  question("encrypted", "PHI is encrypted at rest and on the way, with keys that only its service reaches"),
  question("own-accounts", "Its people sign in with accounts of their own and a second factor"),
  question("least", "Only those of its people who need PHI for us can open it, and that is looked at regularly"),
  question("logged", "Every look at PHI leaves a record, and somebody reads those records"),
  question("apart", "Our PHI is kept apart from other customers’"),
  question("patched", "Weaknesses are searched for and mended within a stated time"),
  question("tested", "Outsiders tried to break in within the last year, and what they found was mended"),
  question("backed-up", "Backups are made, and a restore was tried within the last year"),
  question("trained", "Its people are trained on HIPAA before they see PHI"),
  question("incidents", "It has a plan for incidents, and told us whom it calls here"),
  question("passes-on", "It passes PHI on only under contracts that ask the same"),
  question("no-other-use", "It uses PHI for nothing of its own: no training of models, no selling, no statistics beyond the contract"),
  question("deletes", "It can return and destroy our PHI, backups included, and prove it"),
];

const withSoc2 = { field: "soc2", is: ["type-1", "type-2"] };

export const REVIEW_FIELDS: readonly Field[] = [
  { name: "name", label: "Associate", type: "line" },
  { name: "party", label: "In the chain as", type: "submission", form: "party" },
  {
    name: "tier",
    label: "How much harm it could do",
    help: "By how much PHI is there, how telling it is, and how hard it would be to do without.",
    type: "choice",
    options: [
      { value: "1", label: "Tier 1: keeps PHI of many, or we stand still without it" },
      { value: "2", label: "Tier 2: keeps some PHI" },
      { value: "3", label: "Tier 3: only passes it on, or sees it by accident" },
    ],
  },
  { name: "lookedOn", label: "Looked at on", type: "date" },
  {
    name: "soc2",
    label: "SOC 2 report",
    type: "choice",
    options: [
      { value: "type-2", label: "Type 2: over a period" },
      { value: "type-1", label: "Type 1: on one day" },
      { value: "none", label: "None" },
    ],
  },
  { name: "soc2From", label: "Its period: from", type: "date", when: { field: "soc2", is: ["type-2"] } },
  { name: "soc2To", label: "Its period: to, or its day", type: "date", when: withSoc2 },
  { name: "soc2Document", label: "The report", type: "document", isOptional: true, when: withSoc2 },
  {
    name: "soc2Exceptions",
    label: "Does the auditor note exceptions?",
    type: "yes-no",
    when: withSoc2,
  },
  {
    name: "soc2Means",
    label: "Which, and what they mean for our PHI",
    type: "text",
    when: { field: "soc2Exceptions", is: ["yes"] },
  },
  {
    name: "certificates",
    label: "Other certificates, valid and read",
    type: "choices",
    options: [
      { value: "hitrust", label: "HITRUST" },
      { value: "iso-27001", label: "ISO/IEC 27001" },
      { value: "other", label: "Other" },
    ],
    isOptional: true,
  },
  {
    name: "instead",
    label: "What stands in for a report",
    help: "What you relied on, and why it is enough for this tier.",
    type: "text",
    when: { field: "soc2", is: ["none"] },
  },
  {
    name: "questions",
    label: "Our questions",
    type: "points",
    points: QUESTIONS,
    choices: [
      { value: "yes", label: "Yes" },
      { value: "partly", label: "Partly" },
      { value: "no", label: "No" },
      { value: "unknown", label: "Not known" },
    ],
    noteLabel: "Where it says so; what is lacking",
    noteWhen: ["partly", "no", "unknown"],
  },
  {
    name: "subprocessors",
    label: "To whom it passes PHI on",
    type: "rows",
    columns: [
      { name: "who", label: "Who", type: "line" },
      { name: "service", label: "What for", type: "line" },
      { name: "contract", label: "Under contract", type: "yes-no" },
    ],
    rowsMax: 100,
    add: "Add a subprocessor",
    isOptional: true,
  },
  {
    name: "findings",
    label: "Findings",
    help: "Each becomes a task once the review is approved; write the day here when it is done.",
    type: "rows",
    columns: [
      { name: "what", label: "Finding", type: "line" },
      { name: "owner", label: "Who sees to it", type: "member" },
      { name: "dueOn", label: "By", type: "date" },
      { name: "doneOn", label: "Done on", type: "date", isOptional: true },
    ],
    rowsMax: 50,
    add: "Add a finding",
    isOptional: true,
  },
  { name: "decision", label: "May PHI go there, and on what conditions", type: "text" },
  { name: "reviewOn", label: "Look again by", type: "date", isDerived: true },
];
