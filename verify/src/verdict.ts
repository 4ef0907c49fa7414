// SPDX-License-Identifier: Apache-2.0
// The roll-up from check results to verdicts: pure, and the same for server, console and verifier (docs/reference/formats.md).
import { expect } from "./error.ts";

export const CHECK_STATUSES = ["pass", "fail", "not-applicable", "error", "stale", "unknown", "accepted"] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

export const VERDICTS = ["met", "partly-met", "gap", "alternative", "not-applicable", "not-assessed"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const REQUIREMENT_KINDS = ["standard", "implementation-specification", "provision"] as const;
export type RequirementKind = (typeof REQUIREMENT_KINDS)[number];

/** 164.306(d): an addressable specification is assessed, and what was decided is written down. */
export const DESIGNATIONS = ["required", "addressable"] as const;
export type Designation = (typeof DESIGNATIONS)[number];

/** 164.306(d)(3)(ii): implement it, implement an equivalent alternative, or neither, because it is not reasonable. */
export const DECISIONS = ["implement", "alternative", "not-reasonable"] as const;
export type Decision = (typeof DECISIONS)[number];

/** One side of a requirement (mechanism, document, assignment, a person's act ...) and the checks that show it. */
export type Aspect = { readonly name: string; readonly checks: readonly string[] };

export type Requirement = {
  /** E.g. `164.312(a)(2)(iii)`. */
  readonly cite: string;
  readonly kind: RequirementKind;
  readonly designation: Designation | null;
  /** The cite of the standard it specifies. */
  readonly parent: string | null;
  readonly applies: boolean;
  readonly aspects: readonly Aspect[];
  /** Counts for addressable specifications only. */
  readonly decision: Decision | null;
};

/** The last result of a check. */
export type CheckResult = {
  readonly status: CheckStatus;
  /** RFC 3339 instant of the result; null if it never ran. */
  readonly at: string | null;
  /** Milliseconds for which a result counts. */
  readonly freshForMs: number;
};

export type AspectState = "fails" | "holds" | "not-applicable" | "unbound" | "unproven";

/** What a check's result counts as at `asOf`: itself, or `stale` once it is older than `freshForMs`, whatever it said. */
export function statusAt({ status, at, freshForMs }: CheckResult, asOf: string): CheckStatus {
  return at !== null && Date.parse(asOf) - Date.parse(at) > freshForMs ? "stale" : status;
}

/** What the statuses of an aspect's checks say together. */
export function aspectState(statuses: readonly CheckStatus[]): AspectState {
  if (statuses.length === 0) return "unbound";
  if (statuses.includes("fail")) return "fails";
  if (statuses.every((status) => status === "not-applicable")) return "not-applicable";
  const good = statuses.every((status) => status === "pass" || status === "accepted" || status === "not-applicable");
  return good ? "holds" : "unproven";
}

/** The verdict of a requirement by its own aspects and decision, before the specifications under it are looked at. */
export function ownVerdict(requirement: Requirement, statusOf: (check: string) => CheckStatus): Verdict {
  const { applies, aspects, designation, decision } = requirement;
  if (!applies) return "not-applicable";
  const verdict = verdictOfAspects(aspects.map(({ checks }) => checks.map(statusOf)));
  if (designation !== "addressable") return verdict;
  if (decision === "not-reasonable") return "not-applicable"; // 164.306(d)(3)(ii)(B)(1): documented instead.
  if (verdict !== "met" || decision === "implement") return verdict;
  return decision === "alternative" ? "alternative" : "partly-met"; // Without the record of the decision it is not met.
}

function verdictOfAspects(aspects: readonly (readonly CheckStatus[])[]): Verdict {
  const states = aspects.map(aspectState);
  if (states.includes("fails")) return "gap";
  if (states.every((state) => state === "unbound")) return "not-assessed";
  const applicable = states.filter((state) => state !== "not-applicable");
  if (applicable.length === 0) return "not-applicable";
  if (applicable.every((state) => state === "holds")) return "met";
  if (applicable.includes("holds")) return "partly-met";
  const owed = aspects.flat().some((status) => status === "stale" || status === "error");
  return owed ? "gap" : "not-assessed"; // Evidence that was owed and is missing, or nothing has run yet.
}

/**
 * The verdict of every requirement by cite. A standard is no better than the weakest of its specifications that applies, and
 * without aspects of its own it is the weakest.
 * @throws VerificationError `bad_verdicts` for a cite listed twice, an unknown parent or a circle of parents.
 */
export function rollUp(requirements: readonly Requirement[], statusOf: (check: string) => CheckStatus): Map<string, Verdict> {
  const cites = new Set(requirements.map(({ cite }) => cite));
  expect(cites.size === requirements.length, "bad_verdicts", "a cite is listed twice");
  const under = Map.groupBy(requirements, ({ parent }) => parent);
  for (const parent of under.keys()) expect(parent === null || cites.has(parent), "bad_verdicts", `the parent ${parent} is not listed`);

  const verdicts = new Map<string, Verdict>();
  const visit = (requirement: Requirement): Verdict => {
    const own = ownVerdict(requirement, statusOf);
    const specifications = (under.get(requirement.cite) ?? []).map(visit);
    const verdict = requirement.applies ? weakest(own, requirement.aspects.length > 0, specifications) : own;
    verdicts.set(requirement.cite, verdict);
    return verdict;
  };
  for (const requirement of under.get(null) ?? []) visit(requirement);
  expect(verdicts.size === requirements.length, "bad_verdicts", "requirements are each other's parents");
  return verdicts;
}

const WEAKEST_FIRST: readonly Verdict[] = ["gap", "not-assessed", "partly-met", "alternative", "met"];

function weakest(own: Verdict, hasAspects: boolean, specifications: readonly Verdict[]): Verdict {
  if (specifications.length === 0) return own;
  const counted = [...(hasAspects ? [own] : []), ...specifications];
  return WEAKEST_FIRST.find((verdict) => counted.includes(verdict)) ?? "not-applicable";
}
