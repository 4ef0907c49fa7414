// SPDX-License-Identifier: Apache-2.0
// The words are the verifier's: server, console and auditor cannot disagree about them.
import type { CheckStatus, Verdict } from "@part164/verify/verdict.ts";

export type { CheckStatus, Verdict };
export type Totals = Readonly<Partial<Record<Verdict, number>>>;

/** The order of the bar and its legend: what is proven first, what nobody looked at last but one. */
export const VERDICTS: readonly Verdict[] = ["met", "alternative", "partly-met", "gap", "not-assessed", "not-applicable"];

export const VERDICT_SAYS: Readonly<Record<Verdict, string>> = {
  met: "Met by evidence",
  alternative: "Alternative measure",
  "partly-met": "Partly met",
  gap: "Gap",
  "not-assessed": "Not assessed",
  "not-applicable": "Not applicable",
};

export function isVerdict(value: unknown): value is Verdict {
  return typeof value === "string" && value in VERDICT_SAYS;
}
