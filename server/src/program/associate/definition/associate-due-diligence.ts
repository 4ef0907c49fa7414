// SPDX-License-Identifier: Apache-2.0
import { form, type HookCall } from "../../form/form.ts";
import { supersedeOthers } from "../../form/supersede.ts";
import { decidedBy } from "../../form/workflows.ts";
import { keepFindings, refuseReview, reviewDays } from "../review.ts";
import { REVIEW_FIELDS } from "../review-fields.ts";

const course = decidedBy("security-official", "privacy-official");
const giveWay = supersedeOthers("approve", "approved", "superseded");

/** How an associate protects PHI, looked at before it goes there and as often as its tier asks. The contract is a form of its own. */
export const associateDueDiligence = form({
  name: "associate-due-diligence",
  title: "Associate review",
  plural: "Associate reviews",
  says: "How an associate protects PHI: its auditor's report, our questions, its subprocessors, and what we found.",
  room: "registers",
  cites: ["164.308(b)(1)", "164.308(b)(2)", "164.502(e)(1)", "164.504(e)(1)"],
  reach: "officials",
  titleField: "name",
  aboutField: "party",
  dueField: "reviewOn",
  task: { title: "Look at an associate again", role: "security-official", basis: "policy", inStates: ["approved"] },
  awaits: { submitted: { title: "Approve or reject an associate", role: "privacy-official", days: 7 } },
  fields: REVIEW_FIELDS,
  ...course,
  amendIn: ["draft", "approved"],
  amendOnly: { approved: ["findings"] },
  derive: reviewDays,
  examine: refuseReview,
  keeps: keepFindings,
  after: (call: HookCall) => giveWay(call),
});
