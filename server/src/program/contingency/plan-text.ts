// SPDX-License-Identifier: Apache-2.0
// "For the day the screens are dark": plans as a document in reading order, for people who have nothing but it. Whom to call first, then what
// comes back in which order, then the steps, then forms to write on. Pure: the same plans make the same text.
import { dayWords } from "../calendar.ts";
import { createHash } from "node:crypto";
import type { Day } from "../calendar.ts";
import type { Answers, Field } from "../form/field.ts";
import { blankForms } from "./blank-forms.ts";
import { cell, hoursSaid } from "./plan-words.ts";
import type { Plan } from "./plans.ts";
import { byCriticality, CRITICALITY_SAYS, criticalityOf, lineIn, PLAN_CITES, PLAN_KINDS, PLAN_SAYS, rowsIn } from "./words.ts";
import { PROCEDURES } from "./plan-fields.ts";

export type PackInput = {
  readonly organization: string;
  /** In any order; at most one of a kind. */
  readonly plans: readonly Plan[];
  /** Names of members by id. */
  readonly names: ReadonlyMap<string, string>;
};

export const PACK_TITLE = "For the day the screens are dark";

/** The document as Markdown. */
export function packText({ organization, plans, names }: PackInput): string {
  const ordered = READING.flatMap((kind) => plans.filter((plan) => plan.kind === kind));
  const contacts = unique(ordered, "contacts", ({ kind, name }) => `${String(kind)} ${String(name)}`);
  const people = unique(ordered, "people", ({ role, person }) => `${String(role)} ${String(person)}`);
  return `${[
    `# ${PACK_TITLE}`,
    `**${cell(organization)}.** ${ordered.map(saysOf).join(" ")} This is enough to work by when no screen does.`,
    whereOnPaper(ordered),
    "## Call first",
    ...people.map((row) => personText(row, names)),
    "## Call outside",
    ...contacts.map(contactText),
    "## What comes back, in this order",
    "A system is restored when those above it run. Until it runs, its work is done as it says here.",
    ...systemTexts(ordered),
    ...ordered.flatMap(procedureTexts),
    "# Forms to write on",
    blankForms(contacts),
  ]
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

/** What is wanted first stands first: recovering, working meanwhile, and where the copies are. */
const READING = [...PLAN_KINDS].sort((a, b) => Number(a === "backup") - Number(b === "backup"));

const saysOf = ({ kind, approvedOn, state }: Plan): string =>
  `${PLAN_SAYS[kind]}: ${approvedOn === null || state !== "approved" ? `${state}, not in force` : `approved on ${dayWords(approvedOn)}`}.`;

function whereOnPaper(plans: readonly Plan[]): string {
  const places = [...new Set(plans.map(({ answers }) => lineIn(answers, "paper")).filter((place) => place !== ""))];
  return places.length === 0 ? "" : `Other copies of this paper: ${places.map(cell).join("; ")}.`;
}

/** Rows of all plans without those that say the same of the same. */
function unique(plans: readonly Plan[], field: string, keyOf: (row: Answers) => string): Answers[] {
  const byKey = new Map<string, Answers>();
  for (const row of plans.flatMap(({ answers }) => rowsIn(answers[field]))) if (!byKey.has(keyOf(row))) byKey.set(keyOf(row), row);
  return [...byKey.values()];
}

const telephone = (row: Answers, name = "telephone"): string => cell(lineIn(row, name)) || "no number yet";

function personText(row: Answers, names: ReadonlyMap<string, string>): string {
  const nameOf = (field: string): string => cell(names.get(lineIn(row, field)) ?? "");
  const deputy = nameOf("deputy");
  const otherwise = cell(lineIn(row, "otherwise"));
  return [
    `### ${telephone(row)} · ${nameOf("person")}`,
    `${cell(lineIn(row, "role"))}.${otherwise === "" ? "" : ` When nothing works: ${otherwise}.`}`,
    ...(deputy === "" ? [] : [`### ${telephone(row, "deputyTelephone")} · ${deputy}`, `Stands in for ${nameOf("person")}.`]),
  ].join("\n\n");
}

const KIND_SAYS: Readonly<Record<string, string>> = {
  provider: "Provider",
  customer: "Customer",
  insurer: "Insurer",
  counsel: "Counsel",
  police: "Police",
  other: "Other",
};

function contactText(row: Answers): string {
  const hours = typeof row["noticeHours"] === "number" ? ` Notice promised within ${row["noticeHours"]} hours of discovery.` : "";
  const reference = lineIn(row, "reference");
  return `### ${telephone(row)} · ${cell(lineIn(row, "name"))}\n\n${KIND_SAYS[lineIn(row, "kind")] ?? ""}.${hours}${reference === "" ? "" : ` Reference: ${cell(reference)}.`}`;
}

function systemTexts(plans: readonly Plan[]): string[] {
  const ground = new Map(plans.flatMap(({ answers }) => rowsIn(answers["ground"])).map((row) => [lineIn(row, "system"), row]));
  const rows = unique(plans, "systems", ({ system }) => String(system));
  const needed = (row: Answers): unknown => ground.get(lineIn(row, "system"))?.["criticality"];
  const line = (says: string, row: Answers, field: string): string => `- **${says}:** ${cell(lineIn(row, field)) || "not said"}`;
  return rows
    .toSorted((a, b) => byCriticality(needed(a), needed(b)))
    .map((row, n) => {
      const known = ground.get(lineIn(row, "system")) ?? {};
      return `### ${n + 1}. ${cell(lineIn(known, "name"))}

${[
  `- **We can do without it:** ${CRITICALITY_SAYS[criticalityOf(needed(row))].toLowerCase()}. Works again within ${hoursSaid(row["rtoHours"])}; work of at most ${hoursSaid(row["rpoHours"])} is lost.`,
  line("While it is down", row, "manual"),
  line("Its backup", row, "backup"),
  line("The key", row, "key"),
].join("\n")}`;
    });
}

function procedureTexts({ kind, answers }: Plan): string[] {
  const sections = PROCEDURES.filter(({ when }) => when?.is.includes(kind) === true).filter(({ name }) => lineIn(answers, name) !== "");
  const text = ({ name, label }: Field): string => `### ${label}\n\n${lineIn(answers, name)}`;
  return [`## ${PLAN_SAYS[kind]}`, `What 45 CFR ${PLAN_CITES[kind]} asks for.`, ...sections.map(text)];
}

/** SHA-256 of the text, hex: what a copy on paper is held against. */
export const packHash = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** The foot of every printed page. */
export const packFooter = (text: string, plans: readonly Plan[], day: Day): string[] => [
  `${PACK_TITLE}. Printed on ${day}.`,
  plans.map(({ kind, version, approvedOn }) => `${kind} version ${version}${approvedOn === null ? "" : ` of ${approvedOn}`}`).join(", "),
  `SHA-256 ${packHash(text)}`,
];
