// SPDX-License-Identifier: Apache-2.0
// What is asked of a contract, when it ends, and when PHI has come back.
import type { Field } from "../form/field.ts";
import { KINDS } from "../incident/assessment-fields.ts";
import { ALLOWED, OF_DATA_USE, OF_SUBCONTRACTORS, points, REQUIRED } from "./provisions.ts";

const SAYS = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
  { value: "none", label: "Nothing of it here" },
];
const CLAUSE = "Clause; if it is missing, what follows";
const withPhi = { field: "kind", is: ["associate", "subcontractor", "other-arrangement"] };

export const CONTRACT_FIELDS: readonly Field[] = [
  { name: "title", label: "Title", help: "For example: Business associate contract, with its number.", type: "line" },
  {
    name: "party",
    label: "With",
    type: "submission",
    form: "party",
    offers: { answer: { field: "role", is: ["customer", "vendor", "other"] } },
  },
  {
    name: "kind",
    label: "What it is",
    type: "choice",
    options: [
      { value: "associate", label: "Business associate contract", help: "Between a covered entity and its associate." },
      {
        value: "subcontractor",
        label: "Subcontractor contract",
        help: "Between an associate and whoever works for it with PHI [164.504(e)(5)].",
      },
      { value: "other-arrangement", label: "Other arrangement", help: "Between government bodies, or by law [164.504(e)(3)]." },
      { value: "data-use", label: "Data use agreement", help: "For a limited data set only [164.514(e)(4)]; no other PHI passes by it." },
    ],
  },
  { name: "document", label: "The contract itself", type: "document" },
  { name: "signedOn", label: "Signed by both on", type: "date" },
  { name: "startsOn", label: "In effect from", type: "date" },
  {
    name: "endsOn",
    label: "Last day",
    help: "Empty: until somebody ends it. Where it goes on by itself: of its first term.",
    type: "date",
    isOptional: true,
  },
  {
    name: "renewal",
    label: "At its last day",
    type: "choice",
    options: [
      { value: "by-hand", label: "It ends, unless somebody renews it" },
      { value: "automatic", label: "It goes on by itself" },
    ],
  },
  {
    name: "noticeHours",
    label: "Hours within which an incident is told",
    help: "To a customer by us; by a vendor to us. Empty: the contract names none.",
    type: "number",
    min: 1,
    max: 1440,
    unit: "hours",
    isOptional: true,
  },
  {
    name: "agent",
    label: "Is the one who works for the other its agent?",
    help: "What an agent knows its principal knows [164.404(a)(2), 164.410(a)(2)]. Counsel answers it for each contract.",
    type: "choice",
    options: [
      { value: "yes", label: "Yes" },
      { value: "no", label: "No" },
      { value: "unknown", label: "Not asked yet" },
    ],
  },
  { name: "services", label: "Services", type: "text" },
  { name: "kinds", label: "What PHI", type: "choices", options: KINDS },
  {
    name: "provisions",
    label: "It says",
    help: "A contract that lacks one of these is not put in force.",
    type: "points",
    points: points(REQUIRED),
    choices: SAYS,
    noteLabel: CLAUSE,
    noteWhen: ["yes", "no", "none"],
    when: withPhi,
  },
  {
    name: "passedOn",
    label: "And of subcontractors",
    type: "points",
    points: points(OF_SUBCONTRACTORS),
    choices: SAYS.slice(0, 2),
    noteLabel: CLAUSE,
    noteWhen: ["yes", "no"],
    when: { field: "kind", is: ["subcontractor"] },
  },
  {
    name: "allowed",
    label: "It also allows",
    help: "None of these has to stand there; what does not is not permitted.",
    type: "points",
    points: points(ALLOWED),
    choices: SAYS.slice(0, 2),
    noteLabel: "Clause",
    noteWhen: ["yes"],
    isOptional: true,
    when: withPhi,
  },
  {
    name: "dataUse",
    label: "It says",
    type: "points",
    points: points(OF_DATA_USE),
    choices: SAYS.slice(0, 2),
    noteLabel: CLAUSE,
    noteWhen: ["yes", "no"],
    when: { field: "kind", is: ["data-use"] },
  },
  { name: "renewBy", label: "Renew or replace by", type: "date", isDerived: true },
  {
    name: "returnDays",
    label: "Days to return or destroy PHI after its end",
    type: "number",
    min: 0,
    max: 3650,
    unit: "days",
    isDerived: true,
  },
  { name: "returnBy", label: "PHI returned or destroyed by", type: "date", isDerived: true },
];

/** Asked when it ends. */
export const ENDING: readonly Field[] = [
  {
    name: "endedBecause",
    label: "Why it ends",
    type: "choice",
    options: [
      { value: "term-over", label: "Its term is over" },
      { value: "by-notice", label: "One side gave notice, or both agreed" },
      { value: "violation", label: "A material violation that was not cured", help: "164.504(e)(1)(ii)-(iii), 164.504(e)(2)(iii)" },
    ],
  },
  { name: "endedOn", label: "Last day in effect", type: "date" },
];

const infeasible = { field: "returned", is: ["infeasible"] };
const proved = { field: "returned", is: ["returned", "destroyed"] };

/** Asked when PHI has come back [164.504(e)(2)(ii)(J)]. */
export const RETURNED: readonly Field[] = [
  {
    name: "returned",
    label: "What became of the PHI",
    type: "choice",
    options: [
      { value: "returned", label: "All of it was returned" },
      { value: "destroyed", label: "All of it was destroyed" },
      { value: "infeasible", label: "Neither is feasible: the contract's protections go on" },
      { value: "none-held", label: "None was ever held" },
    ],
  },
  { name: "returnedOn", label: "On", type: "date", when: proved },
  { name: "returnedHow", label: "How, and what of copies and backups", type: "text", lengthMin: 20, when: proved },
  { name: "returnedDocument", label: "Certificate or letter", type: "document", when: proved },
  { name: "infeasibleWhy", label: "Why it is not feasible", type: "text", lengthMin: 20, when: infeasible },
  {
    name: "extended",
    label: "How protections go on, and what it is used for no more",
    help: "Further use only for what makes return infeasible.",
    type: "text",
    lengthMin: 20,
    when: infeasible,
  },
];
