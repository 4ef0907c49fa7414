// SPDX-License-Identifier: Apache-2.0
// What a customer may rely on: which of their duties we carry, share or leave to them, with the verdict of today where we carry or share it.
import type { Verdict } from "@part164/verify/verdict.ts";
import { requirement } from "#rule/rule.ts";
import type { Assessment } from "../assess.ts";
import { type Share, SHARES } from "./shares.ts";

export type InheritedRow = Share & { readonly title: string; readonly verdict: Verdict };

export function inheritedRows({ verdicts }: Pick<Assessment, "verdicts">): InheritedRow[] {
  return SHARES.map((one) => ({ ...one, title: requirement(one.cite)?.title ?? "", verdict: verdicts.get(one.cite) ?? "not-assessed" }));
}

const WHO: Readonly<Record<Share["who"], string>> = { us: "We carry it", shared: "Shared", customer: "Yours" };
const SAYS: Readonly<Record<Verdict, string>> = {
  met: "met by evidence",
  alternative: "met by an alternative measure",
  "partly-met": "partly met",
  gap: "a gap",
  "not-assessed": "not assessed",
  "not-applicable": "not applicable",
};

/** What no evidence stands behind is not told to a customer as a fact. */
const shownOrNot = (verdict: Verdict): string =>
  verdict === "gap" || verdict === "not-assessed" ? "Meant, and not shown by evidence yet: " : "";

const cell = (text: string): string => text.replaceAll("|", "/");

/** The document as Markdown. `organization` is escaped by the caller. */
export function inheritanceText(rows: readonly InheritedRow[], { organization, asOf }: { organization: string; asOf: string }): string {
  const table = rows.map(
    ({ cite, title, who, us, customer, verdict }) =>
      `| ${cite} ${cell(title)} | ${WHO[who]} | ${shownOrNot(verdict)}${cell(us)} (${SAYS[verdict]}) | ${cell(customer)} |`,
  );
  return [
    "# What you may rely on",
    "",
    `For customers of ${organization} whose protected health information is kept here. As of ${asOf}.`,
    "",
    "## How to read it",
    "",
    "For each part of the Security Rule: whether we carry it for what is kept here, share it with you, or leave it to you. In brackets stands our own verdict of that day, judged from evidence in our ledger; ask for the package and verify it. The contract between us goes before this document. It is no legal advice, and it makes neither of us compliant.",
    "",
    "## Who carries what",
    "",
    "| Requirement | Who | What we do | What stays with you |",
    "| --- | --- | --- | --- |",
    ...table,
    "",
    "What is not listed is yours: the Privacy Rule's duties to individuals, and the Breach Notification Rule's notices, unless our contract says that we carry them out for you.",
    "",
  ].join("\n");
}
