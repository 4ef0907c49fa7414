// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { form, type HookCall, type MoveCall } from "../../form/form.ts";
import type { Answers, Field } from "../../form/field.ts";
import { plusDays } from "../../calendar.ts";
import { workflow } from "../../workflow.ts";
import { refuseSameProfessional } from "../another-professional.ts";
import {
  CLOCK,
  COMMON,
  commonMoved,
  extended,
  EXTENDING,
  OFFICIALS_DECIDE,
  PASSED_ON,
  refuseAnswer,
  refuseDay,
  refuseUnverified,
  requestOf,
  SENT_ON,
  VERIFIED_BY,
} from "../request-form.ts";

/** The grounds for which a licensed professional's review may be asked [164.524(a)(3)]. */
export const REVIEWABLE = ["endangers-life", "harms-other-person", "harms-by-representative"] as const;

const GROUNDS: Field = {
  name: "grounds",
  label: "On what ground",
  help: "There are no others. An unpaid bill is none.",
  type: "choices",
  options: [
    { value: "psychotherapy-notes", label: "Psychotherapy notes [164.524(a)(1)(i)]" },
    { value: "legal-action", label: "Compiled for a legal action or proceeding [164.524(a)(1)(ii)]" },
    { value: "inmate", label: "An inmate's copy would endanger somebody [164.524(a)(2)(ii)]" },
    { value: "research", label: "Research under way, suspended with the individual's consent [164.524(a)(2)(iii)]" },
    { value: "privacy-act", label: "Denied as the Privacy Act allows [164.524(a)(2)(iv)]" },
    { value: "confidential-source", label: "Obtained from another under a promise of confidentiality [164.524(a)(2)(v)]" },
    { value: "endangers-life", label: "Reviewable: likely to endanger life or physical safety [164.524(a)(3)(i)]" },
    { value: "harms-other-person", label: "Reviewable: substantial harm to another who is named in it [164.524(a)(3)(ii)]" },
    { value: "harms-by-representative", label: "Reviewable: substantial harm if the representative has it [164.524(a)(3)(iii)]" },
    { value: "not-held", label: "We do not hold it [164.524(d)(3)]" },
  ],
};

const DENYING: readonly Field[] = [
  GROUNDS,
  {
    name: "professional",
    label: "Licensed professional who determined the danger or harm",
    type: "member",
    when: { field: "grounds", is: REVIEWABLE },
  },
  {
    name: "heldElsewhere",
    label: "Do we know who holds it?",
    type: "choice",
    options: [
      { value: "told", label: "Yes, and the individual was told where to ask" },
      { value: "unknown", label: "No" },
    ],
    when: { field: "grounds", is: ["not-held"] },
  },
];

const GIVING: readonly Field[] = [
  {
    name: "given",
    label: "How it was given",
    type: "choice",
    options: [
      { value: "as-asked", label: "In the form and format that was asked for [164.524(c)(2)(i)]" },
      { value: "readable-electronic", label: "In another readable electronic form, as agreed [164.524(c)(2)(ii)]" },
      { value: "readable-paper", label: "On readable paper, or as agreed [164.524(c)(2)(i)]" },
      { value: "summary", label: "As a summary, agreed to beforehand with its fee [164.524(c)(2)(iii)]" },
    ],
  },
  {
    name: "fee",
    label: "What the fee is for",
    help: "Only these; nothing for searching. Choose none where there is no fee.",
    type: "choices",
    isOptional: true,
    options: [
      { value: "labor", label: "Labor for copying [164.524(c)(4)(i)]" },
      { value: "supplies", label: "Paper, or the medium that was asked for [164.524(c)(4)(ii)]" },
      { value: "postage", label: "Postage [164.524(c)(4)(iii)]" },
      { value: "summary", label: "The summary that was agreed to [164.524(c)(4)(iv)]" },
    ],
  },
];

const REVIEWING: readonly Field[] = [
  { name: "reviewer", label: "Licensed professional who reviewed it", help: "Took no part in the denial.", type: "member" },
  {
    name: "isLicensed",
    label: "Are they a licensed health care professional, designated to review?",
    help: "164.524(a)(4)",
    type: "yes-no",
  },
  { name: "reviewedOn", label: "The individual was told of the outcome in writing on", type: "date" },
];

const REVIEW_DAYS = 14; // "Within a reasonable period of time" [164.524(d)(4)]; the number is ours.

const OUTCOMES = { grant: "granted", "grant-part": "granted in part", deny: "denied", pass: "passed on", withdraw: "withdrawn" } as const;

/** 164.524: access to one's own record, within 30 days. */
export const individualAccess = form({
  ...requestOf({ kind: "ACC", right: "access" }),
  name: "individual-access",
  title: "Request for one's own records",
  plural: "Requests for one's own records",
  says: "Somebody asks to see their record or to have a copy. 30 days from receipt, and one extension of 30. Never who: only a code.",
  cites: ["164.524(b)(2)(i)", "164.524(a)(1)", "164.524(c)(1)", "164.524(d)(2)", "164.514(h)(1)"],
  fields: [
    ...COMMON,
    {
      name: "wants",
      label: "In what form",
      type: "choice",
      options: [
        { value: "electronic", label: "An electronic copy" },
        { value: "paper", label: "A paper copy" },
        { value: "inspect", label: "To look at it here" },
        { value: "summary", label: "A summary or an explanation" },
      ],
    },
    {
      name: "to",
      label: "Who is to get it",
      type: "choice",
      options: [
        { value: "individual", label: "Whoever asks" },
        { value: "third-party", label: "Another person whom they name [164.524(c)(3)(ii)]" },
      ],
    },
    {
      name: "inSignedWriting",
      label: "Is that in writing, signed, and says clearly to whom and where?",
      type: "yes-no",
      when: { field: "to", is: ["third-party"] },
    },
    ...CLOCK,
  ],
  task: { title: "Answer a request for records", role: "privacy-official", basis: "law", inStates: ["open", "extended"] },
  awaits: { "in review": { title: "Have a denial of access reviewed", role: "privacy-official", days: REVIEW_DAYS } },
  workflow: workflow("open", {
    open: { verify: "open", ...OUTCOMES, extend: "extended" },
    extended: { verify: "extended", ...OUTCOMES },
    "granted in part": { review: "in review", close: "closed" },
    denied: { review: "in review", close: "closed" },
    "in review": { uphold: "upheld", overturn: "granted" },
    granted: {},
    "passed on": {},
    withdrawn: {},
    upheld: {},
    closed: {},
  }),
  moveSays: {
    verify: "Make sure who asks",
    grant: "Gave it",
    "grant-part": "Gave part of it",
    deny: "Deny, in writing",
    extend: "Extend once, in writing",
    pass: "Passed on to the covered entity",
    withdraw: "They took it back",
    review: "They ask for a review",
    close: "Close: no review was asked for",
    uphold: "The reviewer upheld the denial",
    overturn: "The reviewer gave access",
  },
  amendIn: ["open"],
  only: { deny: OFFICIALS_DECIDE, "grant-part": OFFICIALS_DECIDE },
  moveFields: {
    verify: [VERIFIED_BY],
    grant: [...GIVING, SENT_ON],
    "grant-part": [...GIVING, ...DENYING, SENT_ON],
    deny: [...DENYING, SENT_ON],
    extend: EXTENDING,
    pass: [PASSED_ON],
    uphold: REVIEWING,
    overturn: REVIEWING,
  },
  moved,
  after,
});

function moved(call: MoveCall): Answers {
  const { answers: given, move, today } = call;
  const common = commonMoved(call);
  if (move === "extend") return extended("access", call);
  if (move === "grant" || move === "grant-part") {
    refuseUnverified(call);
    if (given["to"] === "third-party" && given["inSignedWriting"] !== "yes")
      throw new Fault("move_not_possible", {
        detail: "A copy goes to another person on a signed writing alone [164.524(c)(3)(ii)]: amend it.",
      });
    if (given["given"] === "summary" && given["wants"] !== "summary")
      refuseAnswer("given", "A summary is given to whoever asked for one or agreed beforehand [164.524(c)(2)(iii)]: amend what is wanted.");
    if (hasFee(given, "summary") && given["given"] !== "summary") refuseAnswer("fee", "There was no summary to charge for.");
  }
  if (move === "review" && !isReviewable(given))
    throw new Fault("move_not_possible", { detail: "The ground is one without a review [164.524(a)(2)]: close it." });
  if (move === "review") return { ...common, dueOn: plusDays(today, REVIEW_DAYS) };
  if (move === "uphold" || move === "overturn") {
    refuseDay(given, "reviewedOn", today);
    if (given["isLicensed"] !== "yes") refuseAnswer("isLicensed", "Only a licensed professional reviews a denial [164.524(a)(4)].");
  }
  return common;
}

const hasFee = ({ fee }: Answers, kind: string): boolean => Array.isArray(fee) && fee.includes(kind);

/** Whether a denial's grounds give a right of review [164.524(a)(3)-(4)]. */
export function isReviewable({ grounds }: Answers): boolean {
  return Array.isArray(grounds) && REVIEWABLE.some((ground) => grounds.includes(ground));
}

/** The review is another professional's, who took no part in the denial [164.524(a)(4), (d)(4)]. */
async function after({ tx, submission, move }: HookCall): Promise<void> {
  if (move === "uphold" || move === "overturn")
    await refuseSameProfessional(tx, submission, { reviewer: "reviewer", decider: "professional", decidedBy: ["deny", "grant-part"] });
}
