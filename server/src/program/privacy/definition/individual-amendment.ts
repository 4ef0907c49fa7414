// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { form, type MoveCall } from "../../form/form.ts";
import type { Answers, Field } from "../../form/field.ts";
import { workflow } from "../../workflow.ts";
import {
  CLOCK,
  COMMON,
  commonMoved,
  extended,
  EXTENDING,
  OFFICIALS_DECIDE,
  PASSED_ON,
  refuseDay,
  requestOf,
  SENT_ON,
  VERIFIED_BY,
} from "../request-form.ts";

const GROUNDS: Field = {
  name: "grounds",
  label: "On what ground",
  help: "There are no others.",
  type: "choices",
  options: [
    { value: "not-ours", label: "We did not create it, and its originator can still act [164.526(a)(2)(i)]" },
    { value: "not-in-set", label: "It is not part of the designated record set [164.526(a)(2)(ii)]" },
    { value: "not-open", label: "It would not be open to access [164.526(a)(2)(iii)]" },
    { value: "accurate", label: "It is accurate and complete [164.526(a)(2)(iv)]" },
  ],
};

const ACCEPTING: readonly Field[] = [
  {
    name: "amended",
    label: "What was done",
    type: "steps",
    steps: [
      { value: "linked", label: "The records were found, and the amendment appended or linked [164.526(c)(1)]" },
      { value: "asked-whom", label: "The individual was asked whom to tell, and agreed [164.526(c)(2)]" },
    ],
  },
];

/** Who has to know of it, besides the individual [164.526(c)(3)]. */
const TELLING: readonly Field[] = [
  {
    name: "told",
    label: "Who was told",
    type: "choices",
    options: [
      { value: "named", label: "Those whom the individual named [164.526(c)(3)(i)]" },
      { value: "relying", label: "Those of whom we know that they may rely on it, our business associates too [164.526(c)(3)(ii)]" },
      { value: "nobody", label: "Nobody: none was named, and we know of none" },
    ],
  },
  { name: "toldOn", label: "Told on", type: "date" },
];

const TELL_DAYS = 30; // "Within a reasonable time" [164.526(c)(3)]; the number is ours.

/** What goes along with later disclosures, after a denial [164.526(d)(5)]. */
const GOES_ALONG: Field = {
  name: "goesAlong",
  label: "What goes along with later disclosures",
  type: "choice",
  options: [
    { value: "material", label: "Request, denial and statements, as they are" },
    { value: "summary", label: "An accurate summary of them" },
  ],
};

const OUTCOMES = {
  accept: "accepted",
  "accept-part": "accepted in part",
  deny: "denied",
  pass: "passed on",
  withdraw: "withdrawn",
} as const;

/** 164.526: amendment of one's record, within 60 days. */
export const individualAmendment = form({
  ...requestOf({ kind: "AMD", right: "amendment" }),
  name: "individual-amendment",
  title: "Request for a correction",
  plural: "Requests for corrections",
  says: "Somebody says that their record is wrong. 60 days from receipt, and one extension of 30. Never who: only a code.",
  cites: ["164.526(b)(2)(i)", "164.526(a)(1)", "164.526(c)(1)", "164.526(d)(1)"],
  fields: [
    ...COMMON,
    {
      name: "reasonGiven",
      label: "Did they say why it is wrong?",
      help: "It may be asked for, if individuals were told so beforehand [164.526(b)(1)]. What they said stays with the record.",
      type: "yes-no",
    },
    ...CLOCK,
  ],
  task: { title: "Answer a request for a correction", role: "privacy-official", basis: "law", inStates: ["open", "extended"] },
  awaits: { accepted: { title: "Tell those who rely on a record that was corrected", role: "privacy-official", days: TELL_DAYS } },
  workflow: workflow("open", {
    open: { verify: "open", ...OUTCOMES, extend: "extended" },
    extended: { verify: "extended", ...OUTCOMES },
    accepted: { tell: "accepted, others told" },
    denied: { disagree: "disputed", "send-along": "denied, sent along", close: "closed" },
    "accepted in part": { tell: "accepted in part", disagree: "disputed", "send-along": "denied, sent along", close: "closed" },
    disputed: { rebut: "rebutted", close: "disputed, sent along" },
    rebutted: {},
    "disputed, sent along": {},
    "denied, sent along": {},
    "accepted, others told": {},
    "passed on": {},
    withdrawn: {},
    closed: {},
  }),
  moveSays: {
    verify: "Make sure who asks",
    accept: "Accept it",
    "accept-part": "Accept part of it",
    deny: "Deny, in writing",
    extend: "Extend once, in writing",
    pass: "Passed on to the covered entity",
    withdraw: "They took it back",
    tell: "Others were told",
    disagree: "They handed in a statement of disagreement",
    "send-along": "They ask that request and denial go along",
    rebut: "We answered the statement",
    close: "Close it as it is",
  },
  amendIn: ["open"],
  only: { deny: OFFICIALS_DECIDE, "accept-part": OFFICIALS_DECIDE },
  moveFields: {
    verify: [VERIFIED_BY],
    accept: [...ACCEPTING, SENT_ON],
    "accept-part": [...ACCEPTING, GROUNDS, SENT_ON],
    deny: [GROUNDS, SENT_ON],
    extend: EXTENDING,
    pass: [PASSED_ON],
    tell: TELLING,
    disagree: [
      { name: "statementOn", label: "Their statement came on", type: "date" },
      { name: "linkedToRecord", label: "Request, denial and statement are linked to the record [164.526(d)(4)]", type: "yes-no" },
      GOES_ALONG,
    ],
    "send-along": [GOES_ALONG],
    rebut: [{ name: "rebuttalSentOn", label: "A copy of our rebuttal went to the individual on", help: "164.526(d)(3)", type: "date" }],
  },
  moved,
});

function moved(call: MoveCall): Answers {
  const { answers, move, today } = call;
  const common = commonMoved(call);
  if (move === "extend") return extended("amendment", call);
  if (move === "accept" || move === "accept-part") refuseUnlinked(answers);
  if (move === "disagree") {
    refuseDay(answers, "statementOn", today);
    if (answers["linkedToRecord"] !== "yes")
      throw new Fault("move_not_possible", { detail: "Link request, denial and statement to the record first [164.526(d)(4)]." });
  }
  if (move === "tell") refuseDay(answers, "toldOn", today);
  if (move === "rebut") refuseDay(answers, "rebuttalSentOn", today);
  return common;
}

/** Accepting is more than saying so [164.526(c)]. @throws Fault `invalid_answers` naming the step. */
function refuseUnlinked({ amended }: Answers): void {
  const steps = Array.isArray(amended)
    ? amended.map((one: unknown) => (typeof one === "object" && one !== null ? Reflect.get(one, "step") : one))
    : [];
  for (const step of ["linked", "asked-whom"])
    if (!steps.includes(step))
      throw new Fault("invalid_answers", {
        fields: [{ at: "/answers/amended", says: "Append it and ask whom to tell first [164.526(c)(1)-(2)]." }],
      });
}
