// SPDX-License-Identifier: Apache-2.0
// What the Department's web form for breaches asks besides what the rule names itself [164.408]: how it came about, where the PHI was, what
// protected it before, and when individuals and media were told. A covered entity files each breach there, however few it concerned.
import { z } from "zod";
import { stateName } from "#rule/state.ts";
import type { Answers, Field } from "../form/field.ts";
import { dayInWords } from "../privacy/letter/letter-parts.ts";

const HOW = [
  { value: "hacking", label: "Hacking or another IT incident" },
  { value: "disposal", label: "Improper disposal" },
  { value: "loss", label: "Loss" },
  { value: "theft", label: "Theft" },
  { value: "unauthorized", label: "Unauthorized access or disclosure" },
  { value: "unknown", label: "Not known" },
];
const WHERE = [
  { value: "desktop", label: "Desktop computer" },
  { value: "record", label: "Electronic medical record" },
  { value: "e-mail", label: "E-mail" },
  { value: "laptop", label: "Laptop" },
  { value: "server", label: "Network server" },
  { value: "portable", label: "Another portable electronic device" },
  { value: "paper", label: "Paper or films" },
  { value: "other", label: "Elsewhere" },
];
const BEFORE = [
  { value: "none", label: "None" },
  { value: "privacy", label: "Safeguards of the Privacy Rule: training, policies, procedures" },
  { value: "administrative", label: "Administrative safeguards of the Security Rule: risk analysis, risk management" },
  { value: "physical", label: "Physical safeguards of the Security Rule: access to places, security of devices" },
  { value: "technical", label: "Technical safeguards of the Security Rule: encryption, access control" },
];

/** Asked with the facts; what nobody knows yet may stay open. */
export const DEPARTMENT: readonly Field[] = [
  {
    name: "associate",
    label: "If it happened at an associate of ours, or by one: which",
    help: "The Department's form asks for its name [164.408].",
    type: "submission",
    form: "party",
    isOptional: true,
    when: { field: "whose", is: ["ours"] },
  },
  {
    name: "how",
    label: "How it came about",
    help: "In the words of the Department's form [164.408].",
    type: "choices",
    options: HOW,
    isOptional: true,
  },
  {
    name: "where",
    label: "Where the PHI was",
    help: "In the words of the Department's form [164.408].",
    type: "choices",
    options: WHERE,
    isOptional: true,
  },
  {
    name: "before",
    label: "What protected it before",
    help: "In the words of the Department's form [164.408].",
    type: "choices",
    options: BEFORE,
    isOptional: true,
  },
];

/** The labels of what was chosen, in the order of the form; empty if nothing was. */
export function chosenOf(answers: Answers, name: string): string[] {
  const field = DEPARTMENT.find((one) => one.name === name);
  const chosen: unknown = answers[name];
  if (field?.type !== "choices" || !Array.isArray(chosen)) return [];
  return field.options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
}

/** A notice that went out, by the clock that it answered. */
export type Told = { readonly clock: string; readonly sent_at: Date; readonly method: string | null };

/** When individuals and media were told, for the Department's form: days in the organization's zone. */
export function toldOf(sent: readonly Told[], dayOf: (at: Date) => string) {
  const days = (to: string): string[] =>
    sent
      .filter(({ clock }) => clock === to || clock.startsWith(`${to}:`))
      .map(({ sent_at }) => dayOf(sent_at))
      .toSorted();
  const individuals = days("notify-individuals");
  return {
    from: individuals[0] ?? null,
    to: individuals.at(-1) ?? null,
    isSubstitute: sent.some(({ method }) => method === "substitute"),
    media: days("notify-media"),
  };
}

/** What the Department's form asks of a breach besides the log's own columns. */
export const DepartmentView = z.object({
  happenedFrom: z.string().nullable(),
  happenedTo: z.string().nullable(),
  isAtAssociate: z.boolean(),
  how: z.array(z.string()),
  where: z.array(z.string()),
  before: z.array(z.string()),
  doing: z.string().nullable(),
  told: z.object({
    from: z.string().nullable(),
    to: z.string().nullable(),
    /** Whether some could not be reached [164.404(d)(2)]. */
    isSubstitute: z.boolean(),
    media: z.array(z.string()),
  }),
});

export function departmentOf(answers: Answers, sent: readonly Told[], dayOf: (at: Date) => string): z.infer<typeof DepartmentView> {
  const text = (name: string): string | null => (typeof answers[name] === "string" ? String(answers[name]) : null);
  return {
    happenedFrom: text("happenedFrom"),
    happenedTo: text("happenedTo") ?? text("happenedFrom"),
    isAtAssociate: text("associate") !== null,
    how: chosenOf(answers, "how"),
    where: chosenOf(answers, "where"),
    before: chosenOf(answers, "before"),
    doing: text("doing"),
    told: toldOf(sent, dayOf),
  };
}

/** Who was told when, in sentences; null while nobody was. */
export function toldSaid(sent: readonly Told[], dayOf: (at: Date) => string): string | null {
  const { from, to, isSubstitute } = toldOf(sent, dayOf);
  if (from === null || to === null) return null;
  const individuals = `Individuals were told ${from === to ? `on ${dayInWords(from)}` : `from ${dayInWords(from)} to ${dayInWords(to)}`}.`;
  const media = sent
    .filter(({ clock }) => clock.startsWith("notify-media:"))
    .map(({ clock, sent_at }) => `Media of ${stateName(clock.slice("notify-media:".length))} were told on ${dayInWords(dayOf(sent_at))}.`);
  return [individuals, ...(isSubstitute ? ["Some could not be reached; a substitute notice was given."] : []), ...media].join(" ");
}
