// SPDX-License-Identifier: Apache-2.0
// What a machine can say about a policy: every name in it exists, every cite is in the rule, nothing is left to fill in.
import { AUDIENCES, FORMS, ORGANIZATION_PARAMETERS } from "./library.ts";
import { citesIn, isInRule, isVacated } from "./cite-in-text.ts";
import type { TextProblem } from "./front-matter.ts";
import { type Parameter, type PolicyText, readPolicyText } from "./policy-text.ts";

/** What is known outside the texts. */
export type Known = { readonly checks: ReadonlySet<string> };

type Say = (line: number, says: string) => void;

/** Everything wrong with one policy, by line. `name` is its file's name without ".md". */
export function lintPolicy(file: string, name: string, text: string, known: Known): TextProblem[] {
  const policy = readPolicyText(file, text);
  if (Array.isArray(policy)) return policy;
  const problems: TextProblem[] = [];
  const say: Say = (line, says) => void problems.push({ file, line, says });
  const frontLine = (key: string): number => Math.max(1, text.split(/\r?\n/).findIndex((line) => line.startsWith(`${key}:`)) + 1);
  lintFront(policy, name, known, (key, says) => say(frontLine(key), says));
  lintCites(policy, frontLine("cites"), say);
  lintParameters(policy, frontLine("parameters"), say);
  lintNames(policy, (key, says) => say(frontLine(key), says));
  lintSections(policy, say);
  lintPassages(policy, say);
  lintWords(policy, say);
  return problems.sort((a, b) => a.line - b.line);
}

/** What is wrong with an organization's own policy, however it is laid out: cites that are not, or ask for nothing; passages; claims. */
export function lintOwnPolicy(policy: PolicyText): TextProblem[] {
  const problems: TextProblem[] = [];
  const say: Say = (line, says) => void problems.push({ file: policy.file, line, says });
  for (const cite of policy.front.cites) {
    if (!isInRule(cite)) say(1, `${cite} is not in the rule.`);
    else if (isVacated(cite)) say(1, `${cite} was vacated by a court: it asks for nothing.`);
  }
  policy.lines.forEach((line, n) => {
    for (const cite of citesIn(line)) if (!isInRule(cite)) say(policy.firstLine + n, `${cite} is not in the rule.`);
    if (/hipaa[ -]compliant/i.test(line)) say(policy.firstLine + n, 'Nobody is "HIPAA compliant": say what is done.');
  });
  lintPassages(policy, say);
  return problems;
}

function lintFront({ front }: PolicyText, name: string, { checks }: Known, say: (key: string, says: string) => void): void {
  if (front.id !== name) say("id", `The file is named "${name}", its id is "${front.id}".`);
  if (front.owner === front.approver) say("approver", "Whoever owns a policy does not approve it.");
  for (const form of front.forms) if (!(FORMS as readonly string[]).includes(form)) say("forms", `There is no form "${form}".`);
  for (const check of front.checks) if (!checks.has(check)) say("checks", `There is no check "${check}".`);
  for (const key of ["cites", "forms", "checks"] as const)
    for (const twice of front[key].filter((each, n, all) => all.indexOf(each) !== n)) say(key, `"${twice}" stands there twice.`);
  for (const [parameter, stated] of Object.entries(front.parameters))
    if (!isWithin(stated)) say("parameters", `The default of "${parameter}" is outside its own limits.`);
}

function isWithin(stated: Parameter): boolean {
  if (typeof stated.default === "string") return !("oneOf" in stated) || stated.oneOf.includes(stated.default);
  const { min = -Infinity, max = Infinity } = stated as { min?: number; max?: number }; // A number has limits, by its form.
  return stated.default >= min && stated.default <= max;
}

const BRACKETS = /\[([^\][]{1,400})\](?!\()/g;

function lintCites({ front, lines, firstLine }: PolicyText, citesLine: number, say: Say): void {
  const cited = new Set<string>();
  lines.forEach((line, n) => {
    for (const [, inside = ""] of line.matchAll(BRACKETS)) for (const cite of citesIn(inside)) cited.add(cite);
    for (const cite of citesIn(line)) {
      if (!isInRule(cite)) say(firstLine + n, `${cite} is not in the rule.`);
      else if (!front.cites.includes(cite)) say(firstLine + n, `${cite} is not among the policy's cites.`);
    }
  });
  for (const cite of front.cites) {
    if (!isInRule(cite)) say(citesLine, `${cite} is not in the rule.`);
    else if (isVacated(cite)) say(citesLine, `${cite} was vacated by a court: it asks for nothing.`);
    else if (!cited.has(cite)) say(citesLine, `${cite} is cited nowhere in the text.`);
  }
}

function lintParameters({ front, lines, firstLine }: PolicyText, parametersLine: number, say: Say): void {
  const used = new Set<string>();
  lines.forEach((line, n) => {
    for (const [, name = ""] of line.matchAll(/\{([^{}]*)\}/g)) {
      used.add(name);
      const isKnown = name in front.parameters || (ORGANIZATION_PARAMETERS as readonly string[]).includes(name);
      if (!isKnown) say(firstLine + n, `{${name}} is no parameter of this policy or of the organization.`);
    }
  });
  for (const name of Object.keys(front.parameters)) if (!used.has(name)) say(parametersLine, `{${name}} is declared and never used.`);
}

/** What the front matter names stands in the text: a form in italics, a check in backticks where the evidence is. */
function lintNames({ front, lines }: PolicyText, say: (key: string, says: string) => void): void {
  const text = lines.join("\n");
  const used = new Set([...text.matchAll(/\*([a-z][a-z -]+)\*/g)].map(([, name = ""]) => name.replaceAll(" ", "-")));
  for (const form of front.forms) if (!used.has(form)) say("forms", `"${form}" is used nowhere in the text.`);
  for (const check of front.checks) if (!text.includes(`\`${check}\``)) say("checks", `"${check}" is evidence for no rule.`);
}

const SECTIONS = [/^Why we have this policy$/, /^Who it concerns$/, /^Rules$/, /^How /, /^What shows that we follow it$/, /^Exceptions$/];

function lintSections({ front, lines, firstLine }: PolicyText, say: Say): void {
  const titles = lines.flatMap((line, n) => (line.startsWith("# ") ? [{ title: line.slice(2), n }] : []));
  if (titles.length !== 1 || titles[0]?.title !== front.title) say(firstLine, `Has one title: "# ${front.title}".`);
  const headings = lines.flatMap((line, n) => (line.startsWith("## ") ? [{ heading: line.slice(3).trim(), n }] : []));
  let place = 0;
  for (const { heading, n } of headings) {
    const found = SECTIONS.findIndex((section) => section.test(heading));
    if (found < place) say(firstLine + n, `"${heading}" does not stand here: see the order in policies/README.md.`);
    else if (found > place + 1) say(firstLine + n, `A section is missing before "${heading}".`);
    place = Math.max(place, found);
  }
  if (place !== SECTIONS.length - 1) say(firstLine + lines.length - 1, "Ends with the section Exceptions.");
  lintRules(lines, headings, (n, says) => say(firstLine + n, says));
}

/** Each rule begins with its sentence in bold and says where it comes from. */
function lintRules(lines: readonly string[], headings: readonly { heading: string; n: number }[], say: Say): void {
  const from = headings.find(({ heading }) => heading === "Rules")?.n ?? lines.length;
  const to = headings.find(({ n }) => n > from)?.n ?? lines.length;
  const rules: { n: number; text: string }[] = [];
  for (let n = from + 1; n < to; n++) {
    const line = lines[n] ?? "";
    const last = rules.at(-1);
    if (/^\d+\. /.test(line)) rules.push({ n, text: line });
    else if (last !== undefined && line.trim() !== "" && !line.startsWith(":::")) last.text += ` ${line.trim()}`;
  }
  if (rules.length === 0) say(from, "There is no rule.");
  for (const { n, text } of rules) {
    if (!/^\d+\. \*\*[^*]+\*\*/.test(text)) say(n, "A rule begins with a sentence in bold.");
    if (!/\[[^\]]*(?:16[04]\.\d{3}|our choice)[^\]]*\]\.?$/.test(text))
      say(n, "A rule ends with its cite in brackets, or with [our choice].");
  }
}

function lintPassages({ lines, firstLine }: PolicyText, say: Say): void {
  let openedAt: number | null = null;
  lines.forEach((line, n) => {
    if (!line.startsWith(":::")) return;
    const [, audience] = /^:::only (\S+)$/.exec(line) ?? [];
    if (audience === undefined && line.trim() !== ":::")
      say(firstLine + n, 'A passage opens with ":::only covered-entity" or ":::only business-associate".');
    else if (audience !== undefined && !(AUDIENCES as readonly string[]).includes(audience))
      say(firstLine + n, `Nobody is a "${audience}".`);
    else if ((audience === undefined) === (openedAt === null)) say(firstLine + n, "Passages are closed before the next opens.");
    openedAt = audience === undefined ? null : n;
  });
  if (openedAt !== null) say(firstLine + openedAt, "This passage is not closed.");
}

const UNFINISHED = /\b(?:TODO|TBD|FIXME|lorem ipsum)\b|<[a-z ]+>|_{4,}/i;

function lintWords({ lines, firstLine }: PolicyText, say: Say): void {
  lines.forEach((line, n) => {
    if (/hipaa[ -]compliant/i.test(line)) say(firstLine + n, 'Nobody is "HIPAA compliant": say what is done.');
    if (UNFINISHED.test(line)) say(firstLine + n, "Something is left to be written.");
  });
}
