// SPDX-License-Identifier: Apache-2.0
// verdicts.json: what the package says about each requirement, computed again from the check results that stand in the ledger.
import { parseJson } from "./canonical-json.ts";
import type { Entry } from "./entry.ts";
import { expect } from "./error.ts";
import { type Form, boolean, instant, listOf, names, object, oneOf, orNull, shaped, size, text, uuidV7 } from "./form.ts";
import { CHECK_STATUSES, DECISIONS, DESIGNATIONS, REQUIREMENT_KINDS, rollUp, statusAt, VERDICTS } from "./verdict.ts";
import type { CheckResult, CheckStatus, Requirement, Verdict } from "./verdict.ts";

export const VERDICTS_FILE = "verdicts.json";
export const CHECK_KIND = "safeguard.check.run";
const MOVE_KIND = "program.submission.move";
const EXCLUDED = "excluded";

/** The last result of a check, and the entry of the organization's log it stands in; without one it is `unknown`. */
export type ReportedCheck = CheckResult & { readonly check: string; readonly event: string | null; readonly index: number | null };

export type ReportedRequirement = Requirement & { readonly verdict: Verdict };

/** An official's decision that a verdict rests on, and the entry of its approval. */
export type ReportedApproval = { readonly cite: string; readonly decided: string; readonly event: string; readonly index: number };

export type Assessment = {
  readonly format: "part164/verdicts/v1";
  readonly asOf: string;
  readonly requirements: readonly ReportedRequirement[];
  readonly checks: readonly ReportedCheck[];
  /** Absent in packages from before decisions were made; they rest on none. */
  readonly approvals?: readonly ReportedApproval[];
};

const nature = { kind: oneOf(...REQUIREMENT_KINDS), designation: oneOf(...DESIGNATIONS, null), applies: boolean };
const findings = {
  aspects: listOf(object({ name: text, checks: names })),
  decision: oneOf(...DECISIONS, null),
  verdict: oneOf(...VERDICTS),
};
const requirementForm = object({ cite: text, parent: orNull(text), ...nature, ...findings });
const resultForm = { status: oneOf(...CHECK_STATUSES), at: orNull(instant), freshForMs: size };
const checkForm = object({ check: text, ...resultForm, event: orNull(uuidV7), index: orNull(size) });
const format = oneOf("part164/verdicts/v1");
const assessmentKeys = { format, asOf: instant, requirements: listOf(requirementForm), checks: listOf(checkForm) };
const approvalForm = object({ cite: text, decided: oneOf(...DECISIONS, EXCLUDED), event: uuidV7, index: size });
const withApprovals = object({ ...assessmentKeys, approvals: listOf(approvalForm) });
const assessmentForm: Form = (value) => (object(assessmentKeys)(value) === null ? null : withApprovals(value));

/** Reads verdicts.json. @throws VerificationError `bad_verdicts`, `bad_json`. */
export function parseAssessment(bytes: Uint8Array): Assessment {
  const assessment = shaped<Assessment>(parseJson(bytes), assessmentForm, "bad_verdicts", "verdicts");
  const { checks, requirements, asOf, approvals = [] } = assessment;
  const known = new Set(checks.map(({ check }) => check));
  expect(known.size === checks.length, "bad_verdicts", "a check is listed twice");
  expect(new Set(approvals.map(({ index }) => index)).size === approvals.length, "bad_verdicts", "two approvals are in one entry");
  for (const { check, status, at, event, index } of checks) {
    const ran = index !== null;
    expect(ran === (at !== null) && ran === (event !== null), "bad_verdicts", `${check} has a result or it has none`);
    expect(ran !== (status === "unknown"), "bad_verdicts", `${check} is unknown if, and only if, no entry holds its result`);
    expect(at === null || Date.parse(at) <= Date.parse(asOf), "bad_verdicts", `${check} ran after the verdicts were made`);
  }
  for (const { cite, designation, decision, aspects } of requirements) {
    const isApproved = decision === null || approvals.some((one) => one.cite === cite && one.decided === decision);
    expect(isApproved, "bad_verdicts", `${cite} is decided upon, and no approval is listed`);
    expect(decision === null || designation === "addressable", "bad_verdicts", `${cite} is not addressable, yet decided upon`);
    for (const check of aspects.flatMap(({ checks }) => checks))
      expect(known.has(check), "bad_verdicts", `${cite} rests on ${check}, which is not listed`);
  }
  return assessment;
}

/** Binds the check results of an assessment to the entries they stand in. */
export class CheckEntries {
  readonly #reported: ReadonlyMap<string, ReportedCheck>;
  readonly #approvals: ReadonlyMap<number, ReportedApproval>;
  readonly #bound = new Set<string>();

  constructor({ checks, approvals = [] }: Assessment) {
    this.#reported = new Map(checks.map((check) => [check.check, check]));
    this.#approvals = new Map(approvals.map((approval) => [approval.index, approval]));
  }

  /** Takes an entry of the organization's log, if it is a check's result or an approval. @throws VerificationError `bad_verdicts` if it was reported otherwise. */
  take(index: number, { kind, id, at, detail, outcome, record }: Entry): void {
    const approval = this.#approvals.get(index);
    if (approval !== undefined) {
      const { cite, decided, event } = approval;
      const isOf = record?.type === `program.form.${decided === EXCLUDED ? "exclusion" : "addressable-decision"}` && kind === MOVE_KIND;
      const isSame = isOf && outcome === "done" && id === event && detail?.["to"] === "approved" && detail["about"] === cite;
      expect(
        isSame && (decided === EXCLUDED || detail?.["decided"] === decided),
        "bad_verdicts",
        `entry ${index} approves no such decision on ${cite}`,
      );
      this.#bound.add(`approval ${index}`);
    }
    if (kind !== CHECK_KIND) return;
    const reported = this.#reported.get(typeof detail?.["check"] === "string" ? detail["check"] : "");
    if (reported === undefined) return;
    const { check, status, freshForMs } = reported;
    expect((reported.index ?? -1) >= index, "bad_verdicts", `${check} has a later result, in entry ${index}, than the one reported`);
    if (reported.index !== index) return;
    const same = reported.event === id && reported.at === at && detail?.["status"] === status && detail?.["freshForMs"] === freshForMs;
    expect(same, "bad_verdicts", `the result of ${check} is reported otherwise than entry ${index} says`);
    this.#bound.add(check);
  }

  /** To be called when all entries were taken. @throws VerificationError `bad_verdicts` for a result whose entry was not shown. */
  end(): void {
    for (const { check, index } of this.#reported.values())
      expect(index === null || this.#bound.has(check), "bad_verdicts", `${check} rests on entry ${index}, which is not shown`);
    for (const { cite, index } of this.#approvals.values())
      expect(this.#bound.has(`approval ${index}`), "bad_verdicts", `the decision on ${cite} rests on entry ${index}, which is not shown`);
  }
}

/** Computes every verdict again. @throws VerificationError `bad_verdicts` naming each that was reported otherwise. */
export function checkVerdicts({ asOf, checks, requirements }: Assessment): void {
  const statuses = new Map<string, CheckStatus>(checks.map((check) => [check.check, statusAt(check, asOf)]));
  const verdicts = rollUp(requirements, (check) => statuses.get(check) ?? "unknown");
  const wrong = requirements.filter(({ cite, verdict }) => verdicts.get(cite) !== verdict);
  const list = wrong.map(({ cite, verdict }) => `${cite} is ${verdicts.get(cite)}, reported as ${verdict}`);
  expect(wrong.length === 0, "bad_verdicts", list.join("; "));
}
