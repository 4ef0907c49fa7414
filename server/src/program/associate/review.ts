// SPDX-License-Identifier: Apache-2.0
// When an associate is looked at again, and what was found there: each finding is a task until it is done.
import { Fault, type FieldFault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";
import { plusMonths, today } from "../calendar.ts";
import { policyParameter } from "../document/parameter.ts";
import type { Answers } from "../form/field.ts";
import type { Examining, KeepCall } from "../form/form.ts";
import { rowsOf } from "../incident/contract-terms.ts";
import { closeTasksBut, openTask, reopenTask } from "../task/task.ts";

/** The third tier is looked at half as often as the others. */
const SELDOM = 2;

/** Derived: the day by which it is looked at again, from its tier and the policy in force; it stays while those answers stay. */
export async function reviewDays(parts: Parts, { lookedOn, tier }: Answers, before: Answers): Promise<Answers> {
  if (typeof lookedOn !== "string" || tier === undefined) return {};
  if (before["reviewOn"] !== undefined && before["lookedOn"] === lookedOn && before["tier"] === tier)
    return { reviewOn: before["reviewOn"] };
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const months = await policyParameter(parts, db, { policy: "business-associates", name: "vendorReviewMonths", otherwise: 12 });
  return { reviewOn: plusMonths(lookedOn, tier === "3" ? months * SELDOM : months) };
}

/** @throws Fault `invalid_answers` for days that have not come, or out of order. */
export async function refuseReview(parts: Parts, answers: Answers, { before, state }: Examining): Promise<void> {
  const { lookedOn, soc2From, soc2To } = answers;
  const [day, wrong]: [string, FieldFault[]] = [await today(parts), []];
  const at = (field: string, says: string): number => wrong.push({ at: `/answers/${field}`, says });
  if (typeof lookedOn === "string" && lookedOn > day) at("lookedOn", "Is a day that has come.");
  if (typeof soc2From === "string" && typeof soc2To === "string" && soc2To < soc2From) at("soc2To", "Is not before its period began.");
  if (rowsOf(answers["findings"]).some(({ doneOn }) => typeof doneOn === "string" && doneOn > day))
    at("findings", "Were done on days that have come.");
  if (state === "approved" && !hasAll(rowsOf(before["findings"]), rowsOf(answers["findings"])))
    at("findings", "Stay as they were approved: write the day when one is done, or add another.");
  if (wrong.length > 0) throw new Fault("invalid_answers", { fields: wrong });
}

/** Whether each finding is still there, in its place, with its day. Who sees to it may be another. */
const hasAll = (before: readonly Answers[], after: readonly Answers[]): boolean =>
  before.every((row, n) => ["what", "dueOn"].every((name) => after[n]?.[name] === row[name]));

/** A hook of the review's form: of an approved review each open finding is a task of whoever sees to it. */
export async function keepFindings({ parts, tx, submission, by }: KeepCall): Promise<void> {
  const { id, state, answers } = submission;
  const key = `associate-finding:${id}:`;
  const open = (state === "approved" ? rowsOf(answers["findings"]) : []).flatMap((row, n) =>
    row["doneOn"] === undefined ? [{ row, key: `${key}${n}` }] : [],
  );
  for (const { row, key: own } of open) {
    const owner = await tx.maybe<{ user: string | null }>(sql`select "user" from program.member where id = ${String(row["owner"])}`);
    await reopenTask(tx, own);
    await openTask(parts, tx, {
      key: own,
      title: "See to a finding about an associate",
      cite: "164.308(b)(1)",
      basis: "policy",
      href: `/associates/${String(answers["party"])}`,
      owner: typeof owner?.user === "string" ? { user: owner.user } : { role: "security-official" },
      dueOn: String(row["dueOn"]),
    });
  }
  await closeTasksBut(parts, tx, { keys: key, but: open.map((one) => one.key), by });
}
