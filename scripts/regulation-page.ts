// SPDX-License-Identifier: Apache-2.0
// Where the regulation data comes from and what is missing: into data/meta.json and docs/reference/regulation.md.
import type { RuleMeta } from "../server/src/rule/data.ts";

export const GATHERED = "2026-11-21";

export const SOURCES: RuleMeta["sources"] = [
  {
    what: "Part 164 subparts C, D and E; definitions of 164.304, 164.402, 164.501; Appendix A to Subpart C",
    from: "eCFR, point in time 2026-07-01: https://www.ecfr.gov/api/versioner/v1/full/2026-07-01/title-45.xml?part=164",
  },
  {
    what: "Definitions of 160.103, 160.202, 160.401, 160.502 and 164.103; the wording before the vacated amendments",
    from: "HHS, HIPAA Administrative Simplification Regulation Text, unofficial version, as amended through 2013-03-26",
  },
  {
    what: "Audit protocol, 180 rows",
    from: "HHS OCR HIPAA Audit Protocol, edition of April 2016",
  },
  {
    what: "Facts: deadlines, numbers, lists",
    from: "the texts above; those marked `official: false` rest on agreeing secondary copies, named in `verified`",
  },
];

export const GAPS: RuleMeta["gaps"] = [
  "The eCFR still prints amendments of 2024 (89 FR 32976) that were vacated in Purl v. HHS, No. 2:24-cv-228-Z (N.D. Tex., 2025-06-18; amended judgment 2025-07-03). What they added is kept apart as `vacated`; what they revised is served in its wording of 2013. The court's order itself was not read.",
  "The definitions of Part 160 and of 164.103 are of March 2013: no newer copy was at hand.",
  "The audit protocol was edited in July 2018; 15 sentences of that edition were compared and are the same, the rest was not compared.",
  "Whom a requirement binds (`bound`) is our reading of its words, not a mark in the text.",
  "Penalty amounts, ZIP code lists, enforcement discretion and the guidance on unsecured PHI come from secondary copies.",
  "State law, 42 CFR Part 2 and the FTC's breach rule are not covered.",
];

/** The reference page. */
export function regulationPage(meta: RuleMeta): string {
  const sources = meta.sources.map(({ what, from }) => `| ${what} | ${from} |`).join("\n");
  const gaps = meta.gaps.map((gap, index) => `${index + 1}. ${gap}`).join("\n");
  const counts = Object.entries(meta.counts)
    .map(([name, count]) => `| ${name} | ${count} |`)
    .join("\n");
  return `# The regulation as data

Written by \`scripts/generate-rule.ts\`; edit that. The text is of the United States government (17 U.S.C. 105). It was gathered on ${meta.gathered};
the law as of ${meta.textAsOf}. This is data for a program, not legal advice.

## Sources
| what | from |
|---|---|
${sources}

## Counts
Subpart C is the Security Rule, D the Breach Notification Rule, E the Privacy Rule.

| what | count |
|---|---|
${counts}

Appendix A marks 20 rows as required and 22 as addressable: 6 of the 20 are standards without a specification of their own, so its 42 rows hold
36 specifications; 7 more, all required, are in 164.314 and 164.316. A provision is a duty that the text calls neither standard nor specification.

## What a court vacated
3 requirements (164.509) are printed by the eCFR and bind nobody: no list of duties holds them. 5 more lost parts or got back their wording of 2013:
164.502(a), 164.502(g)(5), 164.512(c), 164.512(f) and 164.520(b).

## Known gaps
${gaps}
`;
}
