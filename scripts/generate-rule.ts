// SPDX-License-Identifier: Apache-2.0
// Writes server/src/rule/data and docs/reference/regulation.md from the gathered regulation texts:
//   node scripts/generate-rule.ts [FOLDER]      FOLDER defaults to ../shared/regulation
// The output depends on the input alone, so that a second run changes no byte; rule.test.ts compares when the folder is there.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { containsCite, enclosingCite } from "../server/src/rule/cite.ts";
import type { AppendixRow, Definition, Fact, Paragraph, ProtocolRow, RequirementRow, RuleMeta, Section } from "../server/src/rule/data.ts";
import { GATHERED, GAPS, regulationPage, SOURCES } from "./regulation-page.ts";

const ROOT = new URL("../", import.meta.url);
export const REGULATION = new URL("../shared/regulation/", ROOT);

/** Every generated file by its path from the root of the checkout. */
export function generateRule(folder: string): ReadonlyMap<string, string> {
  const items = (name: string): Input[] => {
    const file = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Input[] | { items: Input[] };
    return Array.isArray(file) ? file : file.items;
  };
  const [records, printed] = [items("part-164"), items("part-164-paragraphs")];
  const requirements = records.map(requirementRow);
  const paragraphs = printed.map((each) => paragraphRow(each, records));
  const protocol = items("audit-protocol").map((row) => protocolRow(row, requirements));
  const facts = items("facts").map(factRow);
  const appendix = items("appendix-a-matrix").map((row) => appendixRow(row, requirements));
  checkTexts(records, paragraphs, requirements);
  const definitions = items("definitions").map(definitionRow);
  const meta: RuleMeta = {
    textAsOf: "2026-07-01",
    gathered: GATHERED,
    sources: SOURCES,
    gaps: GAPS,
    counts: {
      ...counts(requirements),
      definitions: definitions.length,
      protocol: protocol.length,
      facts: facts.length,
      paragraphs: paragraphs.length,
    },
  };
  const data = { sections: sectionRows(printed), requirements, paragraphs, definitions, protocol, facts, "appendix-a": appendix };
  const files = new Map(Object.entries(data).map(([name, rows]) => [`server/src/rule/data/${name}.json`, lines(rows)]));
  files.set("server/src/rule/data/meta.json", `${JSON.stringify(meta, null, 2)}\n`);
  files.set("docs/reference/regulation.md", regulationPage(meta));
  return files;
}

/** A record as it was gathered: texts, lists, numbers. */
type Input = Record<string, unknown>;

/** One record a line: small, and a change shows as one line. */
function lines(rows: readonly object[]): string {
  return `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`;
}

/** Copies what the types name; a member that the input lacks, or holds as null where `optional`, is left out. */
function requirementRow(item: Input): RequirementRow {
  return {
    cite: bare(item["cite"]),
    subpart: item["subpart"],
    title: item["title"],
    kind: item["kind"],
    designation: item["designation"],
    parent: item["parentStandard"],
    bound: item["appliesTo"],
    status: item["status"],
    ...optional(item, ["note"]),
  } as RequirementRow; // The input is checked by the completeness test, not by the compiler.
}

function paragraphRow(item: Input, records: readonly Input[]): Paragraph {
  const cite = bare(item["cite"]);
  const following = item["followingText"] === undefined ? {} : { following: item["followingText"] as string[] };
  if (item["status"] === "in-force") return { cite, text: item["text"] as string | null, ...following };
  const whole = records.find((record) => record["id"] === cite);
  return { cite, text: operative(item, whole), vacated: item["text"] as string };
}

/** What stands in the place of a vacated revision: the words before it; nothing for a paragraph that it had added. */
function operative(item: Input, record: Input | undefined): string | null {
  const before = item["operativeText"] ?? record?.["operativeText"];
  return typeof before === "string" ? before : null;
}

function sectionRows(printed: readonly Input[]): Section[] {
  const rows = printed.map(({ section, subpart, sectionTitle }) => ({ section, subpart, title: sectionTitle }) as Section);
  return [...new Map(rows.map((row) => [row.section, row])).values()];
}

function definitionRow(item: Input): Definition {
  return { term: item["term"], cite: bare(item["cite"]), text: item["text"], ...optional(item, ["note"]) } as Definition;
}

/** Rows whose printed section does not say which requirement they ask about. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  S092: ["164.308(a)(1)(i)"], // Prints 164.308(a); its criteria begin with "(1)(i)".
  S118: ["164.308(a)(7)(ii)(E)"], // Prints (ii)(A), a typing error of HHS; its criteria are (ii)(E).
  B170: ["164.404(a)", "164.410(a)"], // The definition of breach: the duties that turn on it are the two notices.
  B171: ["164.404(a)", "164.410(a)"],
};

function protocolRow(item: Input, requirements: readonly RequirementRow[]): ProtocolRow {
  const cites = item["cites"] as string[];
  const id = item["id"] as string;
  const asked = ASKED[id] ?? [...new Set(cites.flatMap((cite) => askedBy(cite, requirements)))];
  if (asked.length === 0) throw new Error(`The protocol's row ${id} leads to no requirement.`);
  return {
    id,
    rule: item["rule"],
    section: item["section"],
    cites,
    requirements: asked,
    activity: item["keyActivity"],
    criteria: item["performanceCriteria"],
    inquiry: item["auditInquiry"],
    designation: item["designation"],
  } as ProtocolRow;
}

/** The nearest requirement that contains the cite; else the standards within it. */
function askedBy(cite: string, requirements: readonly RequirementRow[]): string[] {
  for (let at: string | undefined = cite; at !== undefined; at = enclosingCite(at))
    if (requirements.some((each) => each.cite === at)) return [at];
  return requirements.filter((each) => each.kind === "standard" && containsCite(cite, each.cite)).map((each) => each.cite);
}

const OFFICIAL = new Set(["ecfr-2026-07-01", "hhs-combined-2013-03"]);
const FACT_EXTRAS = ["deadline", "period", "threshold", "count", "list", "values", "note", "verified"];
const FACT_FIGURES = [
  "freePerMonths",
  "effective",
  "multiplier",
  "currency",
  "tiers",
  "annualCapsBase",
  "annualCaps2026Reported",
  "added",
  "revised",
  "subpartC",
  "subpartD",
];

/** Notes that speak of the gathered file, put into words that fit what is kept of it. */
const NOTES: Readonly<Record<string, Input>> = {
  "npp.content": {
    note: "164.520(b)(1)(ii)(F), (G) and (H) were vacated (Purl v. HHS), although the eCFR prints them; they are not among the quotes.",
  },
  "penalties.enforcement-discretion": { verified: "base caps and 2026 figures from agreeing secondary copies; not read from HHS" },
};

function factRow(item: Input): Fact {
  const quotes = item["quotes"] as { cite: string; text: string; source: string; status?: string }[];
  const official = item["source"] === undefined && item["verified"] === undefined && quotes.every(({ source }) => OFFICIAL.has(source));
  const figures = optional(item, FACT_FIGURES);
  return {
    id: item["id"],
    topic: item["topic"],
    summary: item["summary"],
    cites: (item["cites"] as string[]).map(bare),
    quotes: quotes.filter(({ status }) => status !== "vacated-still-codified").map(({ cite, text }) => ({ cite: bare(cite), text })),
    official,
    ...optional(item, FACT_EXTRAS),
    ...(Object.keys(figures).length === 0 ? {} : { figures }),
    ...NOTES[String(item["id"])],
  } as Fact;
}

function appendixRow(item: Input, requirements: readonly RequirementRow[]): AppendixRow {
  const { category, standard, section, specification, designation } = item as unknown as AppendixRow;
  const [top] = [section, `${section}(i)`].filter((cite) => requirements.some((each) => each.cite === cite && each.kind === "standard"));
  const found =
    specification === null ? top : requirements.find((each) => each.parent === top && words(each.title) === words(specification))?.cite;
  if (found === undefined) throw new Error(`The matrix row "${standard}: ${specification}" leads to no requirement.`);
  const own = requirements.find((each) => each.cite === found)?.designation;
  if (specification !== null && own !== designation) throw new Error(`${found} is ${own} in the text and ${designation} in the matrix.`);
  return { category, standard, section, specification, designation, requirement: found };
}

/** Titles differ between matrix and text in case, number and small words. */
function words(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/\b(and\/or|and|or|the|other)\b/g, " ")
    .replaceAll(/[^a-z ]/g, "")
    .split(/\s+/)
    .map((word) => word.replace(/s$/, ""))
    .join(" ")
    .trim();
}

/** What is stored once, by paragraph, must give back the gathered full text of every record, word for word. */
function checkTexts(records: readonly Input[], paragraphs: readonly Paragraph[], requirements: readonly RequirementRow[]): void {
  const cites = new Set(requirements.map(({ cite }) => cite));
  const owner = (cite: string): string | undefined =>
    cites.has(cite) ? cite : (enclosingCite(cite) ?? "") === "" ? undefined : owner(enclosingCite(cite) ?? "");
  for (const record of records) {
    const cite = bare(record["cite"]);
    const own = paragraphs.filter((each) => owner(each.cite) === cite);
    const text = (pick: (each: Paragraph) => string | null): string =>
      own.flatMap((each) => (pick(each) === null ? [] : [`${each.cite.slice(7)} ${pick(each)}`.trimStart()])).join("\n");
    if (text((each) => each.vacated ?? each.text) !== record["fullText"])
      throw new Error(`The paragraphs of ${cite} do not make its full text.`);
    const before = record["operativeFullText"];
    if (before !== undefined && text((each) => each.text) !== before) throw new Error(`The operative text of ${cite} differs.`);
  }
}

function counts(requirements: readonly RequirementRow[]): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const { subpart, kind, designation } of requirements)
    for (const name of designation === null ? [`${subpart} ${kind}`] : [`${subpart} ${kind}`, `${subpart} ${designation}`])
      tally[name] = (tally[name] ?? 0) + 1;
  return { requirements: requirements.length, ...tally };
}

function bare(cite: unknown): string {
  return String(cite).replace(/^45 CFR /, "");
}

function optional(item: Input, names: readonly string[]): Input {
  return Object.fromEntries(names.flatMap((name) => (item[name] === undefined || item[name] === null ? [] : [[name, item[name]]])));
}

if (import.meta.main) {
  const folder = process.argv[2] ?? fileURLToPath(REGULATION);
  for (const [path, text] of generateRule(folder)) writeFileSync(new URL(path, ROOT), text);
}
