// SPDX-License-Identifier: Apache-2.0
// What the operations on risks share.
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { anId } from "#gate/operation/shapes.ts";
import type { About } from "#gate/operation.ts";
import type { Actor } from "#access/actor.ts";
import type { AnalysisRow } from "../analysis.ts";

export const analysisPath = z.strictObject({ analysis: anId });
export const slug = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .max(60);
export const why = z.string().trim().min(10).max(5000);
/** An asset's id, or "workforce", and a threat of the library. */
export const LineRef = z.strictObject({ asset: z.union([anId, z.literal("workforce")]), threat: slug });

const Rated = z.object({
  likelihood: z.number(),
  impact: z.number(),
  score: z.number(),
  level: z.enum(["low", "moderate", "high", "critical"]),
});

export const RiskView = z.object({
  id: z.string(),
  version: z.number(),
  state: z.string(),
  name: z.string(),
  asset: z.object({ id: z.string(), kind: z.string(), name: z.string(), version: z.number(), isInUse: z.boolean() }).nullable(),
  threat: z.string().nullable(),
  threatSays: z.string(),
  vulnerability: z.string(),
  safeguards: z.string(),
  inherent: Rated.nullable(),
  now: Rated.nullable().meta({ description: "As it is today; after its treatment, what is left." }),
  treatment: z.string().nullable(),
  plan: z.string(),
  owner: z.string().nullable(),
  ownerName: z.string().nullable(),
  dueOn: z.string().nullable(),
  isLate: z.boolean(),
  acceptance: z
    .object({ id: z.string(), risk: z.string(), until: z.string().nullable(), standing: z.string(), why: z.string().nullable() })
    .nullable(),
  unanswered: z.string().nullable().meta({ description: "High or critical, and neither treated in time nor accepted: why." }),
});

/** Who approves an analysis, or sends it back: who answers for the organization. */
const APPROVERS = ["executive", "security-official", "privacy-official"] as const;

/** Somebody who may approve at all. @throws Fault `not_yours_to_do`. */
export function approverOf(actor: Actor): string {
  if (actor.kind === "user" && APPROVERS.some((role) => actor.roles.includes(role))) return actor.id;
  throw new Fault("not_yours_to_do", { detail: "An executive or an official approves." });
}

/** @throws Fault `not_found`; `move_not_possible` once it is approved. */
export function stillOpen(row: AnalysisRow | undefined): AnalysisRow {
  if (row === undefined) throw new Fault("not_found");
  if (row.approved_at !== null) throw new Fault("move_not_possible", { detail: "It is approved, and stands." });
  return row;
}

/** @throws Fault as above; `move_not_possible` once it is finished. */
export function beingDecided(found: AnalysisRow | undefined): AnalysisRow {
  const row = stillOpen(found);
  if (row.finished_at !== null)
    throw new Fault("move_not_possible", { detail: "It is finished and waits for approval. Open it again first." });
  return row;
}

/** What an operation of approvers is about: decided on as a form for officials is, so that an executive reaches it. */
export const forApprovers = (): About => ({ collection: "form-for-officials", relation: "organization" });
export const aboutAnalysis = (id: string, row: AnalysisRow | undefined): About => ({
  ...forApprovers(),
  isMissing: row === undefined,
  record: { type: "program.risk-analysis", id, version: row?.version ?? null },
});

export const recordOf = (id: string, version: number) => ({ type: "program.risk-analysis", id, version });
