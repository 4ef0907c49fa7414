// SPDX-License-Identifier: Apache-2.0
// What a breach assessment asks: the facts that clocks and notices need, which may change until the end; and the assessment itself, which
// stands once another official has confirmed it.
import type { Field } from "../form/field.ts";
import { STATES } from "#rule/state.ts";
import { DEPARTMENT } from "./department.ts";

/** The types of PHI that a notice names [164.404(c)(1)(B)]. */
export const KINDS = [
  { value: "name", label: "Names" },
  { value: "address", label: "Addresses, telephone numbers or e-mail" },
  { value: "birth", label: "Dates of birth" },
  { value: "ssn", label: "Social Security numbers" },
  { value: "account", label: "Financial account or card numbers" },
  { value: "insurance", label: "Health insurance numbers" },
  { value: "record", label: "Medical record numbers" },
  { value: "diagnosis", label: "Diagnoses and conditions" },
  { value: "treatment", label: "Treatment, medication and test results" },
  { value: "picture", label: "Pictures" },
  { value: "credential", label: "Sign-in names and passwords" },
  { value: "other", label: "Other" },
];

/** Whether the contract, or counsel, says that we are an agent of the customer. */
const AGENT = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
  { value: "unknown", label: "Not said" },
];

const ofCustomers = { field: "whose", is: ["customers"] };

/** The facts. */
export const FACTS: readonly Field[] = [
  { name: "what", label: "What happened, in a sentence", help: "Nothing that identifies an individual.", type: "line" },
  { name: "incident", label: "Incident", type: "submission", form: "incident-report" },
  {
    name: "discoveredAt",
    label: "Discovered",
    help: "The first moment at which somebody here knew, or would have with reasonable diligence [164.404(a)(2), 164.410(a)(2)].",
    type: "instant",
  },
  {
    name: "agentKnewAt",
    label: "If an agent of ours knew earlier: when",
    help: "What an agent knows we know [164.404(a)(2), 164.410(a)(2)].",
    type: "instant",
    isOptional: true,
  },
  { name: "happenedFrom", label: "It happened on, or from", type: "date", isOptional: true },
  { name: "happenedTo", label: "To", type: "date", isOptional: true },
  {
    name: "whose",
    label: "Whose PHI is it?",
    type: "choice",
    options: [
      { value: "ours", label: "Our own patients' or members'", help: "We are the covered entity: we tell the individuals." },
      { value: "customers", label: "Our customers'", help: "We are their associate: we tell each of them [164.410]." },
    ],
  },
  {
    name: "customers",
    label: "Which customers",
    type: "rows",
    columns: [
      {
        name: "party",
        label: "Customer",
        type: "submission",
        form: "party",
        offers: { answer: { field: "role", is: ["customer"] } },
      },
      { name: "individuals", label: "Individuals", type: "number", min: 0, max: 100_000_000, unit: "individuals", isOptional: true },
    ],
    rowsMax: 200,
    add: "Add a customer",
    when: ofCustomers,
  },
  {
    name: "terms",
    label: "What their contracts promise",
    type: "rows",
    columns: [
      { name: "party", label: "Customer", type: "submission", form: "party" },
      { name: "hours", label: "Notice within", type: "number", min: 1, max: 10_000, unit: "hours", isOptional: true },
      { name: "agent", label: "We are its agent", type: "choice", options: AGENT },
    ],
    rowsMax: 200,
    add: "",
    isDerived: true,
    when: ofCustomers,
  },
  { name: "individuals", label: "Individuals, how many", type: "number", min: 1, max: 100_000_000, unit: "individuals", isOptional: true },
  {
    name: "residents",
    label: "Where they live",
    help: "More than 500 residents of one State make a notice to its media due [164.406(a)].",
    type: "rows",
    columns: [
      { name: "state", label: "State", type: "choice", options: STATES },
      { name: "count", label: "Residents", type: "number", min: 1, max: 100_000_000, unit: "residents" },
    ],
    rowsMax: STATES.length,
    add: "Add a State",
    isOptional: true,
  },
  {
    name: "kinds",
    label: "What PHI",
    type: "choices",
    options: KINDS,
    isOptional: true,
  },
  ...DEPARTMENT,
  { name: "doing", label: "What we do: to look into it, to limit harm, to keep it from happening again", type: "text", isOptional: true },
  { name: "protect", label: "What individuals can do to protect themselves", type: "text", isOptional: true },
  {
    name: "contact",
    label: "Whom individuals ask",
    help: "A toll-free number, an e-mail address, a web site or a postal address [164.404(c)(1)(E)].",
    type: "line",
    isOptional: true,
  },
  {
    name: "delay",
    label: "Does law enforcement ask to wait?",
    help: "Only an official's statement that a notice would impede an investigation or damage national security delays one [164.412].",
    type: "choice",
    options: [
      { value: "none", label: "No" },
      { value: "written", label: "In writing, for a stated time" },
      { value: "oral", label: "Orally", help: "No longer than 30 days from that day." },
    ],
    isOptional: true,
  },
  { name: "delayBy", label: "Which official, of which agency", type: "line", when: { field: "delay", is: ["written", "oral"] } },
  { name: "delayOn", label: "Said on", type: "date", when: { field: "delay", is: ["written", "oral"] } },
  { name: "delayUntil", label: "To wait until", type: "date", when: { field: "delay", is: ["written"] } },
  { name: "delayLetter", label: "The statement", type: "document", isOptional: true, when: { field: "delay", is: ["written"] } },
];

/** What may still change once it is decided that it is a breach. The day of the discovery may not: clocks were counted from it. */
export const factNames: readonly string[] = FACTS.map(({ name }) => name).filter((name) => name !== "incident" && name !== "discoveredAt");

const unsecured = { field: "unsecured", is: ["yes"] };
const unexcluded = { field: "exclusion", is: ["none"] };

const RATED = [
  { value: "lower", label: "Lower" },
  { value: "higher", label: "Higher" },
];

const factor = (name: string, label: string, help: string): Field[] => [
  { name, label, help, type: "text", lengthMin: 40, when: unexcluded },
  { name: `${name}Is`, label: `${label.split(":")[0]}: probability of compromise`, type: "choice", options: RATED, when: unexcluded },
];

/** The assessment: was it permitted, was it unsecured, does an exception fit, and the four factors. */
export const ASSESSED: readonly Field[] = [
  {
    name: "permitted",
    label: "Was the use or disclosure permitted?",
    help: "Then it is no breach [164.402].",
    type: "yes-no",
  },
  {
    name: "permittedBy",
    label: "By which paragraph, and why it fits",
    type: "text",
    lengthMin: 40,
    when: { field: "permitted", is: ["yes"] },
  },
  {
    name: "unsecured",
    label: "Was the PHI unsecured?",
    help: "Secured is what the Secretary's guidance names: encrypted with its key apart and safe, or destroyed. Where somebody was signed in, encryption does not help.",
    type: "yes-no",
    when: { field: "permitted", is: ["no"] },
  },
  {
    name: "custody",
    label: "How it was secured",
    help: "All of these must hold, each with its evidence: an entry, a check's result, a record of the device.",
    type: "points",
    points: [
      {
        value: "method",
        label: "Encrypted by a method of the guidance",
        help: "At rest NIST SP 800-111; in transit 800-52, 800-77, 800-113 or FIPS 140-2.",
      },
      { value: "in-force", label: "It was encrypted at that moment: off or locked, nobody signed in" },
      { value: "apart", label: "The key was kept apart from the data" },
      { value: "safe", label: "The key was not taken along, seen or guessed" },
    ],
    choices: [
      { value: "yes", label: "Yes" },
      { value: "no", label: "No" },
    ],
    noteLabel: "Evidence",
    noteWhen: ["yes"],
    when: { field: "unsecured", is: ["no"] },
  },
  {
    name: "exclusion",
    label: "Does an exception fit?",
    help: "164.402(1)",
    type: "choice",
    options: [
      { value: "none", label: "None" },
      {
        value: "good-faith",
        label:
          "Unintentional, by own workforce or somebody under our authority, in good faith, within their authority, and nothing further",
      },
      { value: "inadvertent", label: "Inadvertent, between two persons authorized at the same entity or arrangement, and nothing further" },
      { value: "not-retained", label: "A good-faith belief that who received it could not reasonably have retained it" },
    ],
    when: unsecured,
  },
  {
    name: "exclusionWhy",
    label: "The facts that make it fit",
    type: "text",
    lengthMin: 40,
    when: { field: "exclusion", is: ["good-faith", "inadvertent", "not-retained"] },
  },
  ...factor("nature", "Factor 1: What PHI, and how well it identifies", "164.402(2)(i)"),
  ...factor("who", "Factor 2: Who used it or received it", "164.402(2)(ii)"),
  ...factor("viewed", "Factor 3: Was it acquired or viewed", "164.402(2)(iii)"),
  ...factor("mitigated", "Factor 4: How far the risk was mitigated", "164.402(2)(iv)"),
];

/** What follows from it. */
export const CONCLUSION: readonly Field[] = [
  {
    name: "conclusion",
    label: "Conclusion",
    type: "choice",
    options: [
      { value: "breach", label: "A breach: notices go out" },
      { value: "low-probability", label: "Low probability of compromise, shown above" },
      { value: "excluded", label: "An exception fits, shown above" },
      { value: "secured", label: "Not unsecured PHI, shown above" },
      { value: "permitted", label: "It was permitted, shown above" },
    ],
  },
  {
    name: "overall",
    label: "Why the four factors together show a low probability",
    type: "text",
    lengthMin: 40,
    when: { field: "conclusion", is: ["low-probability"] },
  },
];
