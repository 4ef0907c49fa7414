// SPDX-License-Identifier: Apache-2.0
// A confirmed movement, reuse or disposal moves the device itself, in the same transaction: the inventory never says otherwise.
import { Fault } from "#base/fault.ts";
import { changeSubmission } from "../form/file-submission.ts";
import type { HookCall } from "../form/form.ts";
import { openContent, submissionToChange } from "../form/submission.ts";
import { refuseCustody } from "./custody.ts";
import { device as deviceForm } from "./definition/device.ts";

/** @throws Fault `move_not_possible` if the device is gone or lost, `invalid_answers` if it would go to nobody. */
export async function confirmed({ parts, tx, submission, move, mover, today }: HookCall): Promise<void> {
  if (move !== "confirm" || submission.about === null) return;
  const before = await submissionToChange(tx, submission.about);
  if (before === undefined || (before.state !== "in use" && before.state !== "in storage"))
    throw new Fault("move_not_possible", { detail: `The device is ${before?.state ?? "not there"}.` });
  const { kind, on, to, where, site } = submission.answers;
  const { answers: known } = await openContent(parts, before); // Its key was readied with the submission.
  const isGone = kind === "dispose";
  const answers = isGone ? known : { ...known, custodian: to, since: on, where, ...(where === "site" ? { site } : {}) };
  if (!isGone) await refuseCustody(tx, answers, today);
  const goes = isGone ? "dispose" : before.state === "in use" ? "hand" : kind === "move" ? "keep" : "issue";
  const change = { move: goes, answers, reason: "By a confirmed movement, reuse or disposal.", mover };
  await changeSubmission(parts, tx, deviceForm, { before, change, day: today });
}
