// SPDX-License-Identifier: Apache-2.0
// A device that is lost is an incident from that moment: reported in the same transaction, once for each loss [164.308(a)(6)(ii)].
import type { Answers } from "../form/field.ts";
import { addSubmission } from "../form/file-submission.ts";
import type { HookCall } from "../form/form.ts";
import { formNamed } from "../form/registry.ts";
import { refuseNoticed } from "../incident/noticed.ts";
import { kindSays } from "./kinds.ts";

const PHI: Readonly<Record<string, string>> = { holds: "yes", may: "maybe", none: "no" };

/** What the report says, from what the inventory knows. */
export function lossReport(answers: Answers): Answers {
  const tag = typeof answers["assetTag"] === "string" ? ` ${answers["assetTag"]}` : "";
  const kind = answers["kind"] === "other" ? "Device" : kindSays(answers["kind"]);
  return {
    what: `${kind}${tag} lost or stolen`,
    kind: "lost-or-stolen",
    noticedAt: answers["noticedAt"],
    where: answers["lostWhere"],
    phi: PHI[String(answers["holds"])] ?? "maybe",
    more: `In the inventory: ${kind} ${String(answers["name"])}, serial number ${String(answers["serial"])}.`,
  };
}

/** @throws Fault `invalid_answers` for a moment that has not come. */
export async function reportLoss({ parts, tx, submission, mover, today }: HookCall): Promise<void> {
  refuseNoticed(parts, submission.answers, null);
  const form = await formNamed("incident-report");
  const answers = lossReport(submission.answers);
  await addSubmission(parts, tx, form, { answers, by: mover.user, effectiveOn: today, day: today });
}
