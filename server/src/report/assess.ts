// SPDX-License-Identifier: Apache-2.0
// Part 164 judged from evidence: the last result of every check, rolled up by the function that the verifier also runs.
import {
  aspectState,
  type Requirement as Judged,
  rollUp,
  statusAt,
  type CheckStatus,
  type Verdict,
  VERDICTS,
} from "@part164/verify/verdict.ts";
import type { Parts } from "#gate/parts.ts";
import { appliesTo, type Entity, requirements, type Requirement } from "#rule/rule.ts";
import { aspectsOf } from "#safeguard/aspects.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { lastResults, type Result } from "#safeguard/run.ts";
import type { Check, Safeguard } from "#safeguard/safeguard.ts";
import { sql } from "#store/sql.ts";
import { type Decided, decidedOn } from "./decisions.ts";

export type Assessment = {
  readonly asOf: string;
  readonly requirements: readonly Judged[];
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly results: ReadonlyMap<string, Result>;
  readonly safeguards: readonly Safeguard[];
  readonly decided: Decided;
  /** What a check's result counts as at `asOf`. */
  statusOf(check: string): CheckStatus;
};

/** Judges every requirement as of now, from what the ledger holds. Runs nothing and stores nothing. */
export async function assess(parts: Parts): Promise<Assessment> {
  const safeguards = await allSafeguards();
  const checks = safeguards.flatMap((one) => one.checks);
  const results = new Map((await lastResults(parts, checks)).map((result) => [result.check, result]));
  const asOf = parts.clock.now().toISOString();
  const statusOf = (check: string): CheckStatus => {
    const result = results.get(check);
    return result === undefined ? "unknown" : statusAt(result, asOf);
  };
  const decided = await decidedOn(parts);
  const judged = judgedRequirements(await entityOf(parts), safeguards, decided);
  return { asOf, requirements: judged, verdicts: rollUp(judged, statusOf), results, safeguards, decided, statusOf };
}

/** Every duty with its aspects, each bound to the checks that prove it, and with what was decided about it. */
function judgedRequirements(entity: Entity, safeguards: readonly Safeguard[], { decisions, exclusions }: Decided): Judged[] {
  const applying = new Set(appliesTo(entity).map(({ cite }) => cite));
  const cites = new Set(requirements().map(({ cite }) => cite));
  return requirements().map((requirement) => ({
    cite: requirement.cite,
    kind: requirement.kind,
    designation: requirement.designation,
    parent: requirement.parent !== null && cites.has(requirement.parent) ? requirement.parent : null,
    applies: applying.has(requirement.cite) && !exclusions.has(requirement.cite),
    aspects: aspectsOf(requirement.cite).map((name) => ({
      name,
      checks: checksFor(safeguards, requirement, name).map((check) => check.name),
    })),
    decision: requirement.designation === "addressable" ? (decisions.get(requirement.cite)?.decision ?? null) : null,
  }));
}

function checksFor(safeguards: readonly Safeguard[], { cite }: Requirement, aspect: string): Check[] {
  return safeguards
    .filter(({ proves }) => proves.some((one) => one.cite === cite && one.aspect === aspect))
    .flatMap(({ checks }) => checks);
}

async function entityOf({ db }: Parts): Promise<Entity> {
  const row = await db.in({ role: "part164_app" }).one<{ entity: Entity | null }>(sql`select entity from part164.installation`);
  return row.entity ?? "both"; // Nobody has said yet: then everything applies.
}

/** How many requirements have each verdict; every verdict is named. */
export function totalsOf(verdicts: ReadonlyMap<string, Verdict>): Record<Verdict, number> {
  const totals = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>; // One key a verdict.
  for (const verdict of verdicts.values()) totals[verdict] += 1;
  return totals;
}

/** The checks behind a requirement, its own and its specifications'. */
export function evidenceOf({ requirements: all, results }: Assessment, cite: string): Result[] {
  const names = new Set(
    all.filter((one) => one.cite === cite || one.parent === cite).flatMap(({ aspects }) => aspects.flatMap(({ checks }) => checks)),
  );
  return [...names].flatMap((name) => results.get(name) ?? []);
}

/** What the checks of an aspect say together. */
export function stateOf({ statusOf }: Assessment, checks: readonly string[]): ReturnType<typeof aspectState> {
  return aspectState(checks.map(statusOf));
}
