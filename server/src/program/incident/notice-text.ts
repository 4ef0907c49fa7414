// SPDX-License-Identifier: Apache-2.0
// The texts of breach notices: drafted from what the assessment knows, with every element that the rule asks for [164.404(c), 164.406(c),
// 164.408, 164.410(c)]. What is not known yet stands as a blank to be filled in; a notice with a blank, or without an element, does not go out.
import type { Answers } from "../form/field.ts";
import type { NamedClock } from "./clocks-of.ts";
import { KINDS } from "./assessment-fields.ts";
import { chosenOf } from "./department.ts";
import { dayInWords } from "../privacy/letter/letter-parts.ts";
import { stateName } from "#rule/state.ts";

export type NoticeTo = NamedClock["to"];

type Element = { readonly heading: string; readonly cite: string; readonly says: string };

/** What a notice says to whom, under which headings. */
const COMMON: readonly Element[] = [
  { heading: "What happened", cite: "164.404(c)(1)(A)", says: "what happened, with the date of the breach and of its discovery" },
  { heading: "What information was involved", cite: "164.404(c)(1)(B)", says: "the types of PHI that were involved" },
  { heading: "What you can do", cite: "164.404(c)(1)(C)", says: "the steps that individuals should take to protect themselves" },
  {
    heading: "What we are doing",
    cite: "164.404(c)(1)(D)",
    says: "what is done to investigate, to mitigate harm, and against further breaches",
  },
  { heading: "Whom to ask", cite: "164.404(c)(1)(E)", says: "a toll-free number, an e-mail address, a web site or a postal address" },
];

const ELEMENTS: Readonly<Record<NoticeTo, readonly Element[]>> = {
  individuals: COMMON,
  media: COMMON.map((one) => (one.cite.startsWith("164.404") ? { ...one, cite: `164.406(c), ${one.cite}` } : one)),
  secretary: [
    { heading: "Who we are", cite: "164.408(a)", says: "the covered entity, and whether an associate of it was the place of the breach" },
    { heading: "The breach", cite: "164.408(a)", says: "when it happened, when it was discovered, how, and where the PHI was" },
    { heading: "Individuals", cite: "164.408(a)", says: "how many individuals" },
    { heading: "What information was involved", cite: "164.408(a)", says: "the types of PHI" },
    { heading: "Safeguards", cite: "164.408(a)", says: "what protected it before, and what was done since" },
    { heading: "Notices", cite: "164.408(a)", says: "when individuals and media were told" },
  ],
  "covered-entity": [
    { heading: "What happened", cite: "164.410(c)(2)", says: "what happened, with the date of the breach and of its discovery" },
    { heading: "Individuals", cite: "164.410(c)(1)", says: "each individual, as far as possible, or when their names follow" },
    { heading: "What information was involved", cite: "164.410(c)(2)", says: "the types of PHI" },
    { heading: "What individuals can do", cite: "164.410(c)(2)", says: "the steps that individuals should take" },
    {
      heading: "What we are doing",
      cite: "164.410(c)(2)",
      says: "what is done to investigate, to mitigate harm, and against further breaches",
    },
    { heading: "Whom to ask", cite: "164.410(c)(2)", says: "whom the covered entity asks for more" },
  ],
};

/** What stands where something is not known yet. */
const blank = (says: string): string => `(To be written: ${says}.)`;

export type NoticeFacts = {
  readonly to: NoticeTo;
  readonly state: string | null;
  readonly organization: string;
  /** The customer, for a notice to one. */
  readonly customer: string | null;
  /** The associate at whom or by whom it happened. */
  readonly associate: string | null;
  readonly discoveredOn: string;
  /** Who was told already, and when; null while nobody was. */
  readonly told: string | null;
  readonly answers: Answers;
};

/** The text of a notice, Markdown. Names of individuals stand nowhere in it: who sends it puts them in. */
export function draftNotice(facts: NoticeFacts): string {
  const body = ELEMENTS[facts.to].map(({ heading, says }) => `## ${heading}\n\n${paragraph(facts, heading) ?? blank(says)}`);
  return `${opening(facts)}\n\n${body.join("\n\n")}\n`;
}

function opening({ to, organization, state, customer }: NoticeFacts): string {
  switch (to) {
    case "individuals":
      return `# Notice about your health information\n\n[Name]\\\n[Address]\n\nDear [Name],\n\n${organization} is writing to tell you about an incident that concerns your health information.`;
    case "media":
      return `# Notice of a breach of health information\n\nFor publication in ${state === null ? "the State concerned" : stateName(state)}. ${organization} gives notice of a breach of unsecured protected health information.`;
    case "secretary":
      return `# Report to the Secretary of Health and Human Services\n\nTo be entered at the Department's web site for breach reports.`;
    case "covered-entity":
      return `# Notice of a breach of unsecured protected health information\n\nTo ${customer ?? "[the covered entity]"}, from its business associate ${organization} [164.410].`;
  }
}

function paragraph({ to, organization, associate, discoveredOn, told, answers }: NoticeFacts, heading: string): string | null {
  const text = (name: string): string | null => (typeof answers[name] === "string" ? String(answers[name]) : null);
  switch (heading) {
    case "What happened":
      return whatHappened(answers, discoveredOn);
    case "The breach":
      return theBreach(answers, discoveredOn);
    case "What information was involved":
      return kindsSaid(answers);
    case "What you can do":
    case "What individuals can do":
      return text("protect");
    case "What we are doing":
      return text("doing");
    case "Safeguards":
      return safeguardsSaid(answers);
    case "Notices":
      return told;
    case "Whom to ask":
      return text("contact");
    case "Who we are":
      return `${organization}, a covered entity. ${associate === null ? "It happened at no business associate." : `It happened at its business associate ${associate}, or by it.`}`;
    case "Individuals":
      return individualsSaid(to, answers);
    default:
      return null;
  }
}

const sentence = (text: string): string => (/[.!?]$/.test(text) || text === "" ? text : `${text}.`);

function happened({ happenedFrom: from, happenedTo: to }: Answers): string {
  if (typeof from !== "string") return "";
  return typeof to === "string" && to !== from
    ? `It happened from ${dayInWords(from)} to ${dayInWords(to)}. `
    : `It happened on ${dayInWords(from)}. `;
}

const whatHappened = (answers: Answers, discoveredOn: string): string =>
  `${sentence(String(answers["what"] ?? ""))} ${happened(answers)}It was discovered on ${dayInWords(discoveredOn)}.`;

const listed = (labels: readonly string[]): string => labels.map((label) => `- ${label}`).join("\n");

/** What, when, how and where: all of it, or a blank for what is not known yet. */
function theBreach(answers: Answers, discoveredOn: string): string {
  const [how, where] = [chosenOf(answers, "how"), chosenOf(answers, "where")];
  const came = how.length === 0 ? blank("how it came about") : `How it came about:\n\n${listed(how)}`;
  const lay = where.length === 0 ? blank("where the PHI was") : `Where the PHI was:\n\n${listed(where)}`;
  return [whatHappened(answers, discoveredOn), came, lay].join("\n\n");
}

function safeguardsSaid(answers: Answers): string | null {
  const [before, doing] = [chosenOf(answers, "before"), answers["doing"]];
  if (before.length === 0 || typeof doing !== "string") return null;
  return `Before:\n\n${listed(before)}\n\nSince: ${doing}`;
}

function kindsSaid({ kinds }: Answers): string | null {
  if (!Array.isArray(kinds) || kinds.length === 0) return null;
  return kinds.map((kind) => `- ${KINDS.find(({ value }) => value === kind)?.label ?? String(kind)}`).join("\n");
}

function individualsSaid(to: NoticeTo, { individuals }: Answers): string | null {
  if (typeof individuals !== "number") return null;
  const count = `${individuals.toLocaleString("en-US")} individuals.`;
  return to === "covered-entity" ? `${count} The list of each of them is sent with this notice, apart and protected.` : count;
}

/** What a text lacks for going out to somebody: each with its paragraph. Empty when nothing is missing. */
export function lacksOf(text: string, to: NoticeTo): string[] {
  const parts = sections(text);
  return ELEMENTS[to].flatMap(({ heading, cite, says }) => {
    const body = parts.get(heading.toLowerCase());
    if (body === undefined || body === "") return [`It does not say ${says} [${cite}].`];
    return body.includes("(To be written") ? [`“${heading}” is not written yet.`] : [];
  });
}

/** The texts under the headings of the second level. */
function sections(text: string): Map<string, string> {
  const found = text.split(/^## +/m).slice(1);
  return new Map(found.map((one) => [(one.split("\n")[0] ?? "").trim().toLowerCase(), one.split("\n").slice(1).join("\n").trim()]));
}
