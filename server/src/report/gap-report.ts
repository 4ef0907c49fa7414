// SPDX-License-Identifier: Apache-2.0
// The gap report: one row a duty of Part 164, with the evidence it rests on. The same for a terminal and for a program.
import type { CheckStatus, Designation, RequirementKind, Verdict } from "@part164/verify/verdict.ts";
import { requirement } from "#rule/rule.ts";
import { type Assessment, evidenceOf, totalsOf } from "./assess.ts";

export type GapReport = {
  readonly asOf: string;
  readonly totals: Record<Verdict, number>;
  readonly requirements: readonly {
    readonly cite: string;
    readonly kind: RequirementKind;
    readonly designation: Designation | null;
    readonly verdict: Verdict;
    readonly evidence: readonly {
      readonly check: string;
      readonly status: CheckStatus;
      readonly at: string | null;
      readonly observed: string;
      readonly event: string | null;
    }[];
  }[];
};

export function gapReport(assessment: Assessment): GapReport {
  const { asOf, requirements, verdicts, statusOf } = assessment;
  return {
    asOf,
    totals: totalsOf(verdicts),
    requirements: requirements.map(({ cite, kind, designation }) => ({
      cite,
      kind,
      designation,
      verdict: verdicts.get(cite) ?? "not-assessed",
      evidence: evidenceOf(assessment, cite).map(({ check, at, observed, event }) => ({
        check,
        status: statusOf(check),
        at,
        observed,
        event,
      })),
    })),
  };
}

/** True if something owed is not there: then `report` exits with 1. */
export function hasGaps({ totals }: GapReport): boolean {
  return totals.gap + totals["partly-met"] + totals["not-assessed"] > 0;
}

const MARKS: Readonly<Record<Verdict, string>> = {
  met: "●",
  alternative: "◉",
  "partly-met": "◐",
  gap: "✗",
  "not-assessed": "○",
  "not-applicable": "·",
};
const SAYS: Readonly<Record<Verdict, string>> = {
  met: "met by evidence",
  alternative: "alternative measure",
  "partly-met": "partly met",
  gap: "gap",
  "not-assessed": "not assessed",
  "not-applicable": "not applicable",
};
const MEANS: Readonly<Record<Verdict, string>> = {
  met: "fresh evidence for all that it asks",
  alternative: "another measure, decided and documented",
  "partly-met": "fresh evidence for some of it",
  gap: "a check of it fails, and the reason stands below it",
  "not-assessed": "no check tells yet",
  "not-applicable": "it does not bind this organization, or nothing here is subject to it",
};
const COLOURS: Readonly<Record<Verdict, string>> = {
  met: "32",
  alternative: "36",
  "partly-met": "33",
  gap: "31",
  "not-assessed": "90",
  "not-applicable": "90",
};
const SUBPARTS = { C: "Security Rule", D: "Breach Notification Rule", E: "Privacy Rule" } as const;

/** The report for a terminal. `colour` adds ANSI colours; never colour alone: each row has its mark and its word. */
export function gapReportText(report: GapReport, organization: string, colour: boolean): string {
  const paint = (text: string, code: string): string => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);
  const lines = [paint(`Part 164, judged from evidence: ${organization}`, "1"), `as of ${report.asOf}`, ""];
  for (const [verdict, count] of Object.entries(report.totals) as [Verdict, number][])
    lines.push(`  ${paint(MARKS[verdict], COLOURS[verdict])} ${String(count).padStart(4)}  ${SAYS[verdict].padEnd(20)}${MEANS[verdict]}`);
  for (const [subpart, title] of Object.entries(SUBPARTS)) {
    lines.push("", paint(`Subpart ${subpart}, ${title}`, "1"));
    for (const row of report.requirements.filter(({ cite }) => requirement(cite)?.subpart === subpart)) lines.push(...rowLines(row, paint));
  }
  lines.push("", "What to do about a check that fails: `part164 doctor`, or Home in the console.");
  lines.push("A requirement is met by evidence, or it is not. Verify a package of it with part164-verify.", "");
  return lines.join("\n");
}

const TITLE_CHARACTERS = 58;

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

function rowLines(row: GapReport["requirements"][number], paint: (text: string, code: string) => string): string[] {
  const known = requirement(row.cite);
  const indent = known?.parent === null ? "" : "  ";
  const designation = row.designation === null ? "" : ` (${row.designation})`;
  const head = `${indent}${row.cite}`.padEnd(26);
  const title = cut(`${known?.title ?? ""}${designation}`, TITLE_CHARACTERS).padEnd(TITLE_CHARACTERS);
  const line = `  ${paint(MARKS[row.verdict], COLOURS[row.verdict])} ${head} ${title} ${paint(SAYS[row.verdict], COLOURS[row.verdict])}`;
  const failing = row.evidence.filter(({ status }) => status === "fail" || status === "error" || status === "stale");
  return [line, ...failing.map(({ check, status, observed }) => `      ${paint(`${check}: ${status}. ${observed}`, "90")}`)];
}
