// SPDX-License-Identifier: Apache-2.0
// Lays a verified path out in rows, root first, for the drawing. A long path keeps its ends and counts its middle.
import type { PathStep, ProofPath } from "./verify-entry.ts";

export type StepRow = { readonly kind: "step"; readonly number: number; readonly side: PathStep["side"]; readonly sibling: string };
export type GapRow = { readonly kind: "gap"; readonly count: number };
export type MerkleRow = StepRow | GapRow;

const SHOWN_MAX = 7;
const TOP = 2;
const BOTTOM = 3;

/** Steps from the root's children (the highest number) down to the entry (step 1). */
export function merkleRows({ steps }: ProofPath): readonly MerkleRow[] {
  const rows = steps.map((step, n): StepRow => ({ kind: "step", number: n + 1, side: step.side, sibling: step.sibling })).toReversed();
  if (rows.length <= SHOWN_MAX) return rows;
  return [...rows.slice(0, TOP), { kind: "gap", count: rows.length - TOP - BOTTOM }, ...rows.slice(-BOTTOM)];
}
