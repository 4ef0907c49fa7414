// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as fc from "fast-check";
import {
  aspectState,
  CHECK_STATUSES,
  ownVerdict,
  rollUp,
  statusAt,
  VERDICTS,
  type AspectState,
  type CheckResult,
  type CheckStatus,
  type Decision,
  type Designation,
  type Requirement,
  type Verdict,
} from "./verdict.ts";

const asOf = "2026-03-01T00:00:00.000Z";
const FRESH: readonly [string, CheckResult, CheckStatus][] = [
  ["as old as allowed", { status: "pass", at: "2026-02-28T23:59:59.000Z", freshForMs: 1000 }, "pass"],
  ["a millisecond older", { status: "pass", at: "2026-02-28T23:59:58.999Z", freshForMs: 1000 }, "stale"],
  ["a failure too old", { status: "fail", at: "2026-02-01T00:00:00.000Z", freshForMs: 1000 }, "stale"],
  ["said to be accepted, too old", { status: "accepted", at: "2026-02-01T00:00:00.000Z", freshForMs: 1000 }, "stale"],
  ["stale in its own words", { status: "stale", at: asOf, freshForMs: 1000 }, "stale"],
  ["never run", { status: "unknown", at: null, freshForMs: 1000 }, "unknown"],
];
for (const [what, check, status] of FRESH) test(`a check ${what} counts as ${status}`, () => assert.equal(statusAt(check, asOf), status));

const ASPECTS: readonly [readonly CheckStatus[], AspectState][] = [
  [[], "unbound"],
  [["pass"], "holds"],
  [["accepted"], "holds"],
  [["pass", "not-applicable"], "holds"],
  [["not-applicable"], "not-applicable"],
  [["fail"], "fails"],
  [["pass", "fail"], "fails"],
  [["fail", "stale"], "fails"],
  [["pass", "stale"], "unproven"],
  [["pass", "error"], "unproven"],
  [["pass", "unknown"], "unproven"],
  [["not-applicable", "unknown"], "unproven"],
];
for (const [statuses, state] of ASPECTS)
  test(`an aspect with the checks [${statuses.join(", ")}] is ${state}`, () => assert.equal(aspectState(statuses), state));

/** A requirement whose aspects hold checks that are named after their own status. */
function requirement(aspects: readonly (readonly CheckStatus[])[], more: Partial<Requirement> = {}): Requirement {
  return {
    cite: "164.312(a)(1)",
    kind: "standard",
    designation: "required",
    parent: null,
    applies: true,
    aspects: aspects.map((checks, n) => ({ name: `aspect ${n}`, checks })),
    decision: null,
    ...more,
  };
}
const statusOf = (check: string): CheckStatus => CHECK_STATUSES.find((status) => status === check) ?? "unknown";

const OWN: readonly [readonly (readonly CheckStatus[])[], Verdict][] = [
  [[], "not-assessed"],
  [[[]], "not-assessed"],
  [[["pass"]], "met"],
  [[["pass"], ["accepted"]], "met"],
  [[["pass"], ["not-applicable"]], "met"],
  [[["pass"], []], "partly-met"],
  [[["pass"], ["stale"]], "partly-met"],
  [[["pass"], ["unknown"]], "partly-met"],
  [[["pass"], ["fail"]], "gap"],
  [[["fail"], []], "gap"],
  [[["stale"]], "gap"],
  [[["error"], []], "gap"],
  [[["pass", "stale"]], "gap"],
  [[["unknown"], ["error"]], "gap"],
  [[["unknown"]], "not-assessed"],
  [[["unknown"], []], "not-assessed"],
  [[["pass", "unknown"]], "not-assessed"],
  [[["not-applicable"]], "not-applicable"],
  [[["not-applicable"], []], "not-assessed"],
];
for (const [aspects, verdict] of OWN)
  test(`aspects ${JSON.stringify(aspects)} make ${verdict}`, () => {
    assert.equal(ownVerdict(requirement(aspects), statusOf), verdict);
    assert.equal(ownVerdict(requirement(aspects, { applies: false }), statusOf), "not-applicable");
  });

const DECIDED: readonly [Designation | null, Decision | null, CheckStatus, Verdict][] = [
  ["addressable", null, "pass", "partly-met"],
  ["addressable", "implement", "pass", "met"],
  ["addressable", "alternative", "pass", "alternative"],
  ["addressable", "not-reasonable", "pass", "not-applicable"],
  ["addressable", null, "fail", "gap"],
  ["addressable", "alternative", "fail", "gap"],
  ["addressable", "not-reasonable", "fail", "not-applicable"],
  ["addressable", "alternative", "unknown", "not-assessed"],
  ["required", "alternative", "pass", "met"], // What is required cannot be decided away.
  ["required", "not-reasonable", "fail", "gap"],
  [null, "not-reasonable", "pass", "met"],
];
for (const [designation, decision, status, verdict] of DECIDED)
  test(`${designation} with decision ${decision} and a check that says ${status}: ${verdict}`, () => {
    assert.equal(ownVerdict(requirement([[status]], { designation, decision }), statusOf), verdict);
  });

/** A standard by its own check (or without aspects) and specifications, one check each; null does not apply. */
const STANDARDS: readonly [CheckStatus | null, readonly (CheckStatus | null)[], Verdict][] = [
  ["pass", ["pass", "pass"], "met"],
  ["pass", ["pass", "fail"], "gap"],
  ["pass", ["pass", "unknown"], "not-assessed"],
  ["pass", ["unknown", "fail"], "gap"],
  ["fail", ["pass"], "gap"],
  ["pass", ["pass", null], "met"],
  ["pass", [null], "met"],
  [null, ["pass", "pass"], "met"],
  [null, ["pass", "unknown"], "not-assessed"],
  [null, [null, null], "not-applicable"],
  [null, [null, "pass"], "met"],
  ["not-applicable", ["fail"], "gap"],
  ["not-applicable", [null], "not-applicable"],
];
for (const [own, specifications, verdict] of STANDARDS)
  test(`a standard of ${own ?? "no aspects"} over [${specifications.map((one) => one ?? "does not apply").join(", ")}] is ${verdict}`, () => {
    const standard = requirement(own === null ? [] : [[own]]);
    const under = specifications.map((status, n) =>
      requirement([[status ?? "fail"]], { cite: `164.312(a)(2)(${n})`, parent: standard.cite, applies: status !== null }),
    );
    assert.equal(rollUp([...under, standard], statusOf).get(standard.cite), verdict);
    const without = rollUp([{ ...standard, applies: false }, ...under], statusOf);
    assert.equal(without.get(standard.cite), "not-applicable");
  });

test("alternative and partly-met stand between not-assessed and met", () => {
  const standard = requirement([["pass"]]);
  const specification = (cite: string, decision: Decision | null): Requirement =>
    requirement([["pass"]], { cite, parent: standard.cite, designation: "addressable", decision });
  const of = (...decisions: (Decision | null)[]): Verdict | undefined =>
    rollUp([standard, ...decisions.map((decision, n) => specification(`s${n}`, decision))], statusOf).get(standard.cite);
  assert.equal(of("implement", "alternative"), "alternative");
  assert.equal(of("alternative", null), "partly-met");
  assert.equal(of("not-reasonable"), "met");
});

test("cites twice, unknown parents and circles of parents are refused", () => {
  const one = requirement([]);
  assert.throws(() => rollUp([one, one], statusOf), { code: "bad_verdicts", message: "a cite is listed twice" });
  assert.throws(() => rollUp([{ ...one, parent: "164.999" }], statusOf), {
    code: "bad_verdicts",
    message: "the parent 164.999 is not listed",
  });
  assert.throws(() => rollUp([{ ...one, parent: one.cite }], statusOf), { code: "bad_verdicts" });
  const circle = [
    { ...one, cite: "a", parent: "b" },
    { ...one, cite: "b", parent: "a" },
  ];
  assert.throws(() => rollUp([one, ...circle], statusOf), { code: "bad_verdicts" });
});

test("nothing makes a verdict better by getting worse", () => {
  const worse: Record<CheckStatus, CheckStatus> = {
    pass: "unknown",
    accepted: "error",
    "not-applicable": "fail",
    unknown: "fail",
    stale: "fail",
    error: "fail",
    fail: "fail",
  };
  const order: readonly Verdict[] = ["gap", "not-assessed", "partly-met", "alternative", "met"];
  const status = fc.constantFrom(...CHECK_STATUSES.filter((one) => one !== "not-applicable"));
  fc.assert(
    fc.property(fc.array(fc.array(status, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), fc.nat(), (aspects, pick) => {
      const at = pick % aspects.length;
      const sunk = aspects.map((checks, n) => (n === at ? checks.map((one) => worse[one]) : checks));
      const [before, after] = [aspects, sunk].map((one) => order.indexOf(ownVerdict(requirement(one), statusOf)));
      assert.ok(before !== undefined && after !== undefined && after <= before);
    }),
  );
});

type VerdictVector = {
  name: string;
  asOf: string;
  checks: Record<string, CheckResult>;
  requirements: Requirement[];
  verdicts: Record<string, Verdict>;
};

test("the committed vectors", () => {
  const file = new URL("../../vectors/verdict-v1.json", import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: VerdictVector[] }; // Our own file.
  const seen = new Set<Verdict>();
  for (const { name, asOf, checks, requirements, verdicts } of vectors) {
    const statusOf = (check: string): CheckStatus => {
      const result = checks[check];
      return result === undefined ? "unknown" : statusAt(result, asOf);
    };
    assert.deepEqual(Object.fromEntries(rollUp(requirements, statusOf)), verdicts, name);
    for (const verdict of Object.values(verdicts)) seen.add(verdict);
  }
  assert.deepEqual([...seen].sort(), [...VERDICTS].sort());
});
