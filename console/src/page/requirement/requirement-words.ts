// SPDX-License-Identifier: Apache-2.0
// Part 164 as the screen arranges it: subparts, sections, and what one searches for. Pure, so that it is tested without a browser.
import type { Requirement } from "../../api/requirement.ts";
import { VERDICT_SAYS, type Totals, type Verdict } from "../../api/verdict.ts";
import type { Narrowing } from "../../part/table/narrow.ts";

export const SUBPART_SAYS: Readonly<Record<Requirement["subpart"], string>> = { C: "Security Rule", D: "Breach Rule", E: "Privacy Rule" };

export type Section = {
  readonly section: string;
  readonly title: string;
  readonly subpart: Requirement["subpart"];
  readonly items: readonly Requirement[];
};

/** The sections in the order of the rule. */
export function sectionsOf(items: readonly Requirement[]): readonly Section[] {
  const bySection = Map.groupBy(items, (item) => item.section);
  return [...bySection].flatMap(([section, own]) => {
    const [first] = own;
    return first === undefined ? [] : [{ section, title: titleOf(first.sectionTitle), subpart: first.subpart, items: own }];
  });
}

/** "Security standards: General rules." to "Security standards: General rules". */
export function titleOf(sectionTitle: string): string {
  return sectionTitle.replace(/\.$/, "");
}

/** Vacated text is still printed in the CFR; it is shown as such and never judged. */
export function isVacated(requirement: Requirement): boolean {
  return requirement.status === "vacated" || requirement.status === "vacated-still-codified";
}

export function totalsOf(items: readonly Requirement[]): Totals {
  const totals: Partial<Record<Verdict, number>> = {};
  for (const item of items) if (!isVacated(item)) totals[item.verdict] = (totals[item.verdict] ?? 0) + 1;
  return totals;
}

export const KIND_SAYS: Readonly<Record<Requirement["kind"], string>> = {
  standard: "Standard",
  "implementation-specification": "Specification",
  provision: "Provision",
};

/** "Addressable" or "Required" where the rule says so, else what kind of text it is. */
export function kindSays({ kind, designation }: Pick<Requirement, "kind" | "designation">): string {
  if (designation === "addressable") return "Addressable";
  if (designation === "required") return "Required";
  return KIND_SAYS[kind];
}

/** In the order of the rule until somebody sorts; finding is `matches`, because a cite is typed in many ways. */
export const REQUIREMENTS: Narrowing<Requirement> = {
  fields: {
    paragraph: ({ cite }) => cite,
    title: ({ title }) => title,
    section: ({ sectionTitle }) => titleOf(sectionTitle),
    kind: (item) => kindSays(item),
    applies_to: ({ appliesTo }) => appliesTo,
    verdict: (item) => (isVacated(item) ? "Vacated" : VERDICT_SAYS[item.verdict]),
    evidence: ({ evidenceAt }) => evidenceAt,
    stale: ({ stale }) => (stale ? "yes" : "no"),
  },
};

export type RequirementFilter = {
  readonly section?: string | undefined;
  readonly verdict?: Verdict | undefined;
  readonly find?: string | undefined;
};

/** Finds by any word of the title, or by a cite however it is typed: "312(a)", "164.312 (a)(2)", "§164.312". */
export function matches(requirement: Requirement, { section, verdict, find }: RequirementFilter): boolean {
  if (section !== undefined && requirement.section !== section) return false;
  if (verdict !== undefined && (requirement.verdict !== verdict || isVacated(requirement))) return false;
  if (find === undefined) return true;
  const bare = find.toLowerCase().replaceAll(/45\s*cfr|§|\s/g, "");
  if (/\d/.test(bare) && requirement.cite.includes(bare)) return true;
  const text = `${requirement.title} ${requirement.sectionTitle}`.toLowerCase();
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
