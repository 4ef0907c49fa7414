// SPDX-License-Identifier: Apache-2.0
// Which rules apply, from what the organization answered. Where the answer turns on law more than on facts it says so: ask counsel.
import type { Entity } from "#rule/rule.ts";
import type { Answers } from "../form/field.ts";

export type Reason = { readonly says: string; readonly cite: string };

export type RulesFor = {
  /** Null: from these answers alone none of the rules binds it. */
  readonly entity: Entity | null;
  readonly reasons: readonly Reason[];
  /** What to ask counsel about. Empty: nothing here needs one. */
  readonly counsel: readonly Reason[];
};

const yes = (answers: Answers, name: string): boolean => answers[name] === "yes";

/** What the answers of an organization's profile come to. */
export function rulesFor(answers: Answers): RulesFor {
  const reasons: Reason[] = [];
  const counsel: Reason[] = [];
  const isProvider = yes(answers, "providesCare") && yes(answers, "sendsTransactions");
  if (isProvider)
    reasons.push({ says: "You provide health care and send standard transactions electronically: a covered entity.", cite: "160.103" });
  else if (yes(answers, "providesCare"))
    reasons.push({
      says: "You provide health care but send no standard transaction electronically: not a covered entity for that.",
      cite: "160.103",
    });
  const isAssociate = yes(answers, "forCoveredEntity");
  if (isAssociate) reasons.push({ says: "You handle PHI on behalf of covered entities: a business associate.", cite: "160.103" });
  const isSubcontractor = yes(answers, "forAssociate");
  if (isSubcontractor)
    reasons.push({ says: "You handle PHI for business associates: a subcontractor, which is a business associate too.", cite: "160.103" });
  if (yes(answers, "isPlan"))
    counsel.push({ says: "You pay for care or run a plan: whether you are a health plan, and which rules follow.", cite: "160.103" });
  if (yes(answers, "isClearinghouse"))
    counsel.push({
      says: "You turn nonstandard health data into standard transactions: whether you are a clearinghouse.",
      cite: "164.500(b)",
    });
  if (yes(answers, "isHybrid"))
    counsel.push({
      says: "Only part of you does this work: whether to be a hybrid entity, and which components to designate.",
      cite: "164.105(a)",
    });
  const isCovered = isProvider || yes(answers, "isPlan") || yes(answers, "isClearinghouse");
  const entity = isCovered
    ? isAssociate || isSubcontractor
      ? "both"
      : "covered-entity"
    : isAssociate || isSubcontractor
      ? "business-associate"
      : null;
  if (entity === null) none(answers, reasons, counsel);
  return { entity, reasons, counsel };
}

function none(answers: Answers, reasons: Reason[], counsel: Reason[]): void {
  if (yes(answers, "isConsumerOnly"))
    reasons.push({
      says: "Individuals use you on their own account, for nobody else: HIPAA's rules do not reach that. Other law does (FTC's Health Breach Notification Rule, state law).",
      cite: "160.103",
    });
  if (yes(answers, "isDeidentifiedOnly"))
    reasons.push({ says: "You hold only data de-identified as the rule describes, which is no PHI.", cite: "164.502(d)(2)" });
  counsel.push({ says: "By these answers no rule binds you. Have counsel confirm that before you rely on it.", cite: "160.102" });
}
