// SPDX-License-Identifier: Apache-2.0
// The report in words: Markdown, of which the page and the PDF are made. Whatever people wrote becomes words of one line, never form.
import { dayWords } from "../calendar.ts";
import { escapeMarkdown, oneLine } from "../document/render/fill-value.ts";
import type { Moved } from "./compare.ts";
import type { Risk } from "./register.ts";
import type { Report, Signed } from "./report.ts";
import type { Rated } from "./scale.ts";

export const REPORT_TITLE = "Risk analysis";

const KIND_SAYS: Readonly<Record<string, string>> = {
  system: "System",
  flow: "Flow of PHI",
  party: "Party",
  site: "Site",
  workforce: "People",
};
const WHY_SAYS: Readonly<Record<string, string>> = {
  first: "The first analysis",
  yearly: "The year is over",
  change: "Something changed",
  incident: "After an incident",
};
const CAUSE_SAYS: Readonly<Record<string, string>> = { "no-change": "Changes nothing", risk: "A risk was filed" };

const word = (text: string): string => escapeMarkdown(oneLine(text), "| ", " |");
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? ["None.", ""]
    : [
        `| ${head.join(" | ")} |`,
        `| ${head.map(() => "---").join(" | ")} |`,
        ...rows.map((row) => `| ${row.map((cell) => cell || "–").join(" | ")} |`),
        "",
      ];
const rating = (of: Rated | null): string => (of === null ? "not rated" : `${of.score} (${of.likelihood} × ${of.impact}), ${of.level}`);
/** "29 November 2026, 21:38 UTC". */
export const minute = (at: string): string => `${dayWords(at.slice(0, 10))}, ${at.slice(11, 16)} UTC`;
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const signed = (of: Signed | null, otherwise: string): string => (of === null ? otherwise : `${word(of.by)}, ${minute(of.at)}`);

/** The whole report as Markdown. */
export function reportMarkdown(report: Report): string {
  return [
    `# ${REPORT_TITLE}`,
    "",
    ...head(report),
    ...method(report),
    ...scope(report),
    ...register(report),
    ...notMattering(report),
    ...changes(report),
    "",
  ].join("\n");
}

function head({ organization, analysis, risks, undecided }: Report): string[] {
  const facts: [string, string][] = [
    ["Organization", word(organization)],
    ["Of", dayWords(analysis.asOf)],
    ["Why", `${WHY_SAYS[analysis.trigger] ?? word(analysis.trigger)}: ${word(analysis.reason)}`],
    ["Begun by", signed(analysis.begun, "")],
    ["Finished by", signed(analysis.finished, undecided > 0 ? `not finished: ${undecided} lines are to be decided` : "not finished yet")],
    ["Approved by", signed(analysis.approved, "not approved yet")],
    ["Risks on the register", String(risks.filter(({ state }) => state !== "closed").length)],
  ];
  return [
    ...facts.map(([fact, says]) => `- **${fact}:** ${says}`),
    "",
    "45 CFR 164.308(a)(1)(ii)(A) and (B), 164.306, 164.316(b)(2)(iii).",
    "",
  ];
}

function method({ scale }: Report): string[] {
  const steps = (of: Report["scale"]["impact"]) =>
    table(
      ["Step", "Word", "What it means"],
      of.map(({ value, word: said, says }) => [String(value), said, says]),
    );
  return [
    "## Method",
    "",
    "By NIST SP 800-30: each asset of the inventory was held against each threat of the library that concerns its kind. A line is a risk on the " +
      "register, or says why the threat does not matter there; no line is left open. A risk is rated without safeguards and as it is today, and " +
      "again after its treatment. Its score is likelihood times impact.",
    "",
    "### Likelihood",
    "",
    ...steps(scale.likelihood),
    "### Impact, on individuals and on the organization",
    "",
    ...steps(scale.impact),
    "### Levels",
    "",
    ...table(
      ["Level", "Score", "What it asks for"],
      scale.levels.map(({ level, from, says }, n) => [capital(level), `${from} to ${(scale.levels[n + 1]?.from ?? 26) - 1}`, says]),
    ),
  ];
}

function scope({ assets, threats }: Report): string[] {
  return [
    "## Assets in scope",
    "",
    ...table(
      ["Kind", "Asset", "Version", "Threats", "Risks"],
      assets.map((one) => [
        KIND_SAYS[one.kind] ?? "",
        word(one.name),
        String(one.version),
        one.threats === 0 ? "none asked: theirs to analyse" : String(one.threats),
        String(one.risks),
      ]),
    ),
    "## Threats considered",
    "",
    ...table(
      ["Class", "Threat", "Assets", "Risks"],
      threats.map((one) => [capital(one.class), word(one.says), String(one.lines), String(one.risks)]),
    ),
  ];
}

function register({ risks }: Report): string[] {
  const rows = risks.map((risk) => [
    rating(risk.now),
    rating(risk.inherent),
    word(risk.name),
    risk.treatment === null ? "" : capital(risk.treatment),
    word(risk.ownerName ?? ""),
    risk.dueOn === null ? "" : dayWords(risk.dueOn),
    `${capital(risk.state)}${risk.acceptance === null ? "" : `, acceptance ${risk.acceptance.standing}`}`,
  ]);
  return [
    "## Risks, the highest first",
    "",
    ...table(["Now", "Without safeguards", "Risk", "Treatment", "Owner", "Due", "State"], rows),
    ...risks.flatMap(details),
  ];
}

function details(risk: Risk): string[] {
  const { acceptance } = risk;
  const facts: [string, string | null][] = [
    ["Asset", word(risk.asset?.name ?? "gone")],
    ["Threat", word(risk.threatSays)],
    ["Vulnerability", word(risk.vulnerability)],
    ["What stands against it", word(risk.safeguards)],
    ["Plan", risk.plan === "" ? null : word(risk.plan)],
    [
      "Acceptance",
      acceptance === null
        ? null
        : `${acceptance.standing}${acceptance.why === null ? "" : `: ${word(acceptance.why)}`}, until ${acceptance.until === null ? "no day" : dayWords(acceptance.until)}`,
    ],
    ["Open", risk.unanswered === null ? null : word(risk.unanswered)],
  ];
  return [`### ${word(risk.name)}`, "", ...facts.flatMap(([fact, says]) => (says === null ? [] : [`- **${fact}:** ${says}`])), ""];
}

function notMattering({ notMattering: groups }: Report): string[] {
  return [
    "## What was decided not to matter, and why",
    "",
    ...(groups.length === 0 ? ["Nothing.", ""] : []),
    ...groups.flatMap(({ why, by, lines }) => [
      `> ${word(why)}`,
      "",
      `Said by ${word(by)} of:`,
      "",
      ...lines.map(({ asset, threats }) => `- **${word(asset)}:** ${threats.map(word).join(" ")}`),
      "",
    ]),
  ];
}

const CAUSE_WAS: Readonly<Record<string, string>> = {
  added: "added",
  changed: "changed",
  gone: "retired",
  incident: "happened",
  check: "failed",
};

function changes({ analysis, comparison, weighed, covered = [], history }: Report): string[] {
  const moved = (says: string, some: readonly Moved[]) =>
    some.map(({ name, from, to }) => [says, word(name), from === null ? "" : String(from), to === null ? "" : String(to)]);
  return [
    "## Since the analysis before",
    "",
    ...(comparison === null
      ? ["There is none before.", ""]
      : [
          `Compared with the analysis of ${dayWords(comparison.asOf)}. Unchanged: ${comparison.unchanged}.`,
          "",
          ...table(
            ["What", "Risk", "From", "To"],
            [
              ...moved("Added", comparison.added),
              ...moved("Gone", comparison.gone),
              ...moved("Risen", comparison.risen),
              ...moved("Fallen", comparison.fallen),
            ],
          ),
        ]),
    "### What changed in between and was looked at",
    "",
    ...table(
      ["When", "What", "Decision", "Why", "Who"],
      [
        ...weighed.map((one) => [
          minute(one.at),
          word(one.key.split(":")[0] ?? ""),
          CAUSE_SAYS[one.decision] ?? "",
          word(one.why),
          word(one.by),
        ]),
        ...covered.map(({ kind, of, name }) => [
          dayWords(analysis.asOf),
          [KIND_SAYS[of] ?? capital(of), ...(name === "" ? [] : [word(name)]), CAUSE_WAS[kind] ?? ""].join(" "),
          "Looked at in this analysis",
          "",
          word((analysis.finished ?? analysis.begun).by),
        ]),
      ],
    ),
    "## Earlier analyses",
    "",
    ...table(
      ["Of", "Why", "Approved", "Number"],
      history.map((one) => [dayWords(one.asOf), WHY_SAYS[one.trigger] ?? "", minute(one.approvedAt), one.id]),
    ),
  ];
}
