// SPDX-License-Identifier: Apache-2.0
// What a contingency plan asks: who, whom to call, what in which order, and for each kind of plan its own procedures.
import type { Field } from "../form/field.ts";
import { CRITICALITY_OPTIONS, PLAN_KINDS, PLAN_SAYS } from "./words.ts";

/** As the inventory of systems says it. */
const PHI_IN_IT = [
  { value: "keeps", label: "Keeps it" },
  { value: "passes", label: "Passes it on" },
  { value: "none", label: "None" },
];

/** Longest line that still fits a cell of the printed plan. */
const CELL_MAX = 400;

const forKinds = (...is: readonly string[]) => ({ when: { field: "kind", is } });

const PEOPLE: Field = {
  name: "people",
  label: "Who does what",
  help: "Each with somebody who stands in, and a way to reach them when mail, chat and sign-in are gone.",
  type: "rows",
  rowsMax: 30,
  add: "Add a role",
  columns: [
    { name: "role", label: "Role", type: "line" },
    { name: "person", label: "Person", type: "member" },
    { name: "deputy", label: "Stands in", type: "member", isOptional: true },
    { name: "telephone", label: "Telephone", type: "line", lengthMax: 60 },
    { name: "deputyTelephone", label: "Their telephone", type: "line", lengthMax: 60, isOptional: true },
    { name: "otherwise", label: "How else, when nothing works", type: "line", isOptional: true },
  ],
};

const CONTACTS: Field = {
  name: "contacts",
  label: "Whom to call outside",
  help: "Providers, insurer, counsel, police, and each customer to whom a contract promises notice.",
  type: "rows",
  rowsMax: 100,
  add: "Add a contact",
  columns: [
    {
      name: "kind",
      label: "What they are",
      type: "choice",
      options: [
        { value: "provider", label: "Provider" },
        { value: "customer", label: "Customer" },
        { value: "insurer", label: "Insurer" },
        { value: "counsel", label: "Counsel" },
        { value: "police", label: "Police" },
        { value: "other", label: "Other" },
      ],
    },
    { name: "name", label: "Name", type: "line" },
    { name: "telephone", label: "Telephone", type: "line" },
    { name: "noticeHours", label: "Notice promised within", type: "number", min: 1, max: 1440, unit: "hours", isOptional: true },
    { name: "reference", label: "Contract or policy number", type: "line", isOptional: true },
  ],
};

const SYSTEMS: Field = {
  name: "systems",
  label: "Systems",
  help: "They are restored in the order in which they are needed [164.308(a)(7)(ii)(E)], and within the same need in the order of these rows.",
  type: "rows",
  rowsMax: 100,
  add: "Add a system",
  columns: [
    { name: "system", label: "System", type: "submission", form: "system" },
    { name: "rtoHours", label: "Works again within", type: "number", min: 0, max: 8760, unit: "hours" },
    { name: "rpoHours", label: "Work lost at most", type: "number", min: 0, max: 8760, unit: "hours" },
    { name: "backup", label: "Where its backup is", type: "line", lengthMax: CELL_MAX },
    { name: "key", label: "Who has the key, and where", help: "Never the key itself.", type: "line", lengthMax: CELL_MAX },
    { name: "manual", label: "How the work is done while it is down", type: "line", lengthMax: CELL_MAX },
  ],
};

/** What the plan was written from: compared with what is there later. */
const GROUND: Field = {
  name: "ground",
  label: "Systems as they were when it was written",
  type: "rows",
  rowsMax: 100,
  add: "Add",
  isDerived: true,
  columns: [
    { name: "system", label: "System", type: "submission" },
    { name: "name", label: "Name", type: "line" },
    { name: "phi", label: "PHI in it", type: "choice", options: PHI_IN_IT },
    { name: "criticality", label: "We can do without it", type: "choice", options: CRITICALITY_OPTIONS },
    { name: "location", label: "Where it is", type: "line" },
    { name: "party", label: "Run by", type: "submission", form: "party" },
  ],
};

const text = (name: string, label: string, kinds: readonly string[]): Field => ({ name, label, type: "text", ...forKinds(...kinds) });

/** The procedures in their reading order, and which plan has them. */
export const PROCEDURES: readonly Field[] = [
  text("declared", "When it is declared, and by whom", ["disaster-recovery", "emergency-mode"]),
  text("copies", "What is copied, how often, for how long", ["backup"]),
  text("places", "Where copies lie, and who can delete them", ["backup"]),
  text("keys", "Keys to the copies", ["backup"]),
  text("watching", "How copies are watched and tried", ["backup"]),
  text("first", "The first hour", ["disaster-recovery"]),
  text("restoring", "Restoring", ["disaster-recovery"]),
  text("work", "How we work meanwhile", ["emergency-mode"]),
  text("protecting", "How PHI stays protected meanwhile", ["emergency-mode"]),
  {
    name: "emergencyAccess",
    label: "How PHI is got in an emergency",
    help: "The emergency access procedure [164.312(a)(2)(ii)].",
    type: "text",
    ...forKinds("emergency-mode"),
  },
  {
    name: "physicalAccess",
    label: "How people get in",
    help: "Into places where they restore what was lost, in an emergency [164.310(a)(2)(i)].",
    type: "text",
    ...forKinds("disaster-recovery", "emergency-mode"),
  },
  text("back", "Back to normal", ["disaster-recovery", "emergency-mode"]),
];

export const PLAN_FIELDS: readonly Field[] = [
  { name: "kind", label: "Which plan", type: "choice", options: PLAN_KINDS.map((value) => ({ value, label: PLAN_SAYS[value] })) },
  PEOPLE,
  CONTACTS,
  ...PROCEDURES,
  SYSTEMS,
  {
    name: "paper",
    label: "Where copies on paper lie",
    help: "Places that somebody can get to when no door opens by itself.",
    type: "line",
    lengthMax: CELL_MAX,
  },
  GROUND,
];
