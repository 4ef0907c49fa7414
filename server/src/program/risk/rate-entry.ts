// SPDX-License-Identifier: Apache-2.0
// How an entry of the register rates, by its state: after its treatment the residual counts, before that what was said of today.
import type { Answers } from "../form/field.ts";
import { type Rated, ratingOf } from "./scale.ts";

const RESIDUAL_IN: readonly string[] = ["treated", "closed"];

/** Without safeguards; null while it is not rated. */
export const inherentRated = (answers: Answers): Rated | null => ratingOf(answers["inherentLikelihood"], answers["inherentImpact"]);

/** As it is now; null while it is not rated. Closed without a treatment, what was said last counts. */
export function nowRated(state: string, answers: Answers): Rated | null {
  const residual = ratingOf(answers["residualLikelihood"], answers["residualImpact"]);
  return (RESIDUAL_IN.includes(state) ? residual : null) ?? ratingOf(answers["likelihood"], answers["impact"]);
}

/** The id of what it is a risk to; null while that is not said. */
export function assetIn(answers: Answers): string | null {
  const kind = answers["asset"];
  if (kind === "workforce") return kind;
  const id = typeof kind === "string" ? answers[kind] : undefined;
  return typeof id === "string" ? id : null;
}
