// SPDX-License-Identifier: Apache-2.0
// Verdicts that do not follow from the check results in the ledger.
import { amend, held, logAt, testCases, type Case, type Expected } from "../test/cases.ts";
import type { Sample } from "../test/sample-package.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- Verdicts are bent in ways that their type forbids.
const verdicts = (change: (verdicts: any) => void): ((made: Sample) => void) => {
  return (made) => change(made.verdicts);
};
const WRONG: readonly Expected[] = [["bad_verdicts", "verdicts.json"]];

const CASES: readonly Case[] = [
  ["a better verdict", WRONG, {}, verdicts((v) => (v.requirements[3].verdict = "met"))],
  ["a worse verdict", WRONG, {}, verdicts((v) => (v.requirements[1].verdict = "gap"))],
  [
    "a better result than its entry's",
    [["bad_verdicts", "disclosed/0.jsonl line 6"], ...WRONG],
    {},
    verdicts((v) => (v.checks[1].status = "accepted")),
  ],
  [
    "a later time than its entry's",
    [["bad_verdicts", "disclosed/0.jsonl line 6"], ...WRONG],
    {},
    verdicts((v) => Object.assign(v.checks[1], { at: v.asOf }) && (v.requirements[3].verdict = "met")),
  ],
  [
    "fresh for longer than its entry says",
    [["bad_verdicts", "disclosed/0.jsonl line 6"], ...WRONG],
    {},
    verdicts((v) => Object.assign(v.checks[1], { freshForMs: 1e12 }) && (v.requirements[3].verdict = "met")),
  ],
  ["another event", [["bad_verdicts", "disclosed/0.jsonl line 6"], ...WRONG], {}, verdicts((v) => (v.checks[1].event = v.checks[0].event))],
  [
    "an entry that is of another check",
    [["bad_verdicts", "disclosed/0.jsonl line 6"], ...WRONG],
    {},
    verdicts((v) => (v.checks[1].index = 262)),
  ],
  ["a result whose entry is not shown", WRONG, {}, (made) => void made.disclosed.set(0, [260, 261, 262, 263, 265])],
  [
    "an older result than the last",
    [["bad_verdicts", "disclosed/0.jsonl line 4"]],
    {},
    (made) => {
      const older = held(logAt(made, 0).entries[261]).entry;
      verdicts((v) => {
        Object.assign(v.checks[0], { status: "fail", at: older.at, event: older.id, index: 261 });
        v.requirements[1].verdict = v.requirements[0].verdict = "gap";
      })(made);
    },
  ],
  ["a result from nowhere", WRONG, {}, verdicts((v) => (v.checks[2].status = "pass"))],
  ["a result later than the verdicts", WRONG, {}, verdicts((v) => (v.asOf = "2026-03-01T07:59:59.000Z"))],
  [
    "a result that its own entry does not know",
    WRONG,
    {},
    (made) => {
      amend(made, 264, { detail: { ...held(logAt(made, 0).entries[264]).entry.detail, status: "unknown" } });
      const { id, at } = held(logAt(made, 0).entries[264]).entry;
      verdicts((v) => Object.assign(v.checks[1], { status: "unknown", event: id, at }))(made);
    },
  ],
  ["half a result", WRONG, {}, verdicts((v) => (v.checks[0].event = null))],
  ["a check twice", WRONG, {}, verdicts((v) => v.checks.push(v.checks[0]))],
  [
    "a check that is not listed",
    WRONG,
    {},
    verdicts((v) => Object.assign(v.requirements[3], { aspects: [{ name: "mechanism", checks: ["other"] }], verdict: "not-assessed" })),
  ],
  ["a decision on what is required", WRONG, {}, verdicts((v) => Object.assign(v.requirements[3], { decision: "implement" }))],
  ["an unknown parent", WRONG, {}, verdicts((v) => (v.requirements[3].parent = "164.999"))],
  ["a word that is no verdict", WRONG, {}, verdicts((v) => (v.requirements[3].verdict = "compliant"))],
  ["an instant that is none", WRONG, {}, verdicts((v) => (v.asOf = "yesterday"))],
];

testCases("the verdicts", CASES);
