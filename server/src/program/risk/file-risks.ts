// SPDX-License-Identifier: Apache-2.0
// Risks from lines: each files an entry that the library filled in beforehand, or names the one that is on the register about the same.
// An entry with every answer goes on the register at once; any other is a draft.
import { Fault } from "#base/fault.ts";
import type { Actor } from "#access/actor.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { type Day, today } from "../calendar.ts";
import { examineAnswers, examined, filing } from "../form/answers.ts";
import { type Answers, missingAnswers } from "../form/field.ts";
import { addSubmission, changeSubmission } from "../form/file-submission.ts";
import type { Mover } from "../form/form.ts";
import { stampOf } from "../form/operation/shapes.ts";
import { closedTo, submissionOf } from "../form/view.ts";
import { assetsNamed } from "./asset.ts";
import type { Line } from "./decide.ts";
import { riskEntry } from "./definition/risk-entry.ts";
import { threatNamed } from "./library/library.ts";
import { prefilled } from "./prefill.ts";
import { riskRegister } from "./register.ts";

/** A line with the entry that it has already, or with the answers of one to file. */
export type Ready = Line & { readonly known: string | null; readonly answers: Answers };

/** What is not asked again: the line says it. */
const BY_LINE: readonly string[] = ["asset", "system", "flow", "party", "site", "threat"];

/** Examines the answers that all of these risks have in common. @throws Fault `invalid_answers`, `malformed_input`. */
export async function readyRisks(parts: Parts, actor: Actor, lines: readonly Line[], given: Answers): Promise<Ready[]> {
  const stray = Object.keys(given).filter((name) => BY_LINE.includes(name));
  if (stray.length > 0)
    throw new Fault("invalid_answers", { fields: stray.map((name) => ({ at: `/answers/${name}`, says: "Is said by the line already." })) });
  const found = await examineAnswers(parts, riskEntry, { given, ...filing(riskEntry), stamp: stampOf(parts, actor), isDraft: true });
  const answers = examined(found);
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const register = (await riskRegister(parts, db, await today(parts))).filter(({ state }) => state !== "closed");
  const assets = await assetsNamed(
    parts,
    db,
    lines.map(({ asset }) => asset),
  );
  return lines.map(({ asset, threat }, n) => {
    const [what, how] = [assets.get(asset), threatNamed(threat)];
    if (what === undefined || how === undefined)
      throw new Fault("malformed_input", { fields: [{ at: `/lines/${n}`, says: "Is not a line of this analysis." }] });
    const known = register.find((risk) => risk.asset?.id === asset && risk.threat === threat)?.id ?? null;
    return { asset, threat, known, answers: { ...prefilled(what, how), ...answers } };
  });
}

/** Files what is not on the register yet, in the caller's transaction. */
export async function fileRisks(
  parts: Parts,
  tx: Queryable,
  ready: readonly Ready[],
  { mover, day }: { readonly mover: Mover; readonly day: Day },
): Promise<(Line & { risk: string })[]> {
  const made: (Line & { risk: string })[] = [];
  for (const { asset, threat, known, answers } of ready)
    made.push({ asset, threat, risk: known ?? (await fileOne(parts, tx, answers, { mover, day })) });
  return made;
}

async function fileOne(parts: Parts, tx: Queryable, answers: Answers, { mover, day }: { mover: Mover; day: Day }): Promise<string> {
  const { row, content } = await addSubmission(parts, tx, riskEntry, { answers, by: mover.user, effectiveOn: day, day });
  const isWhole =
    missingAnswers(riskEntry.fields, answers).length === 0 && closedTo(riskEntry, "assess", mover, submissionOf(row, content)) === null;
  if (isWhole) await changeSubmission(parts, tx, riskEntry, { before: row, change: { move: "assess", answers, reason: null, mover }, day });
  return row.id;
}
