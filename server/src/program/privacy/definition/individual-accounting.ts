// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { form, type MoveCall } from "../../form/form.ts";
import type { Answers } from "../../form/field.ts";
import { plusDays } from "../../calendar.ts";
import { workflow } from "../../workflow.ts";
import { accountedSince, suspendedUntil } from "../request-clock.ts";
import {
  CLOCK,
  COMMON,
  commonMoved,
  extended,
  EXTENDING,
  PASSED_ON,
  refuseAnswer,
  refuseDay,
  refuseUnverified,
  requestOf,
  SENT_ON,
  VERIFIED_BY,
} from "../request-form.ts";

const request = requestOf({ kind: "DIS", right: "accounting" });

/** 164.528: an accounting of disclosures, within 60 days. */
export const individualAccounting = form({
  ...request,
  name: "individual-accounting",
  title: "Request for an accounting of disclosures",
  plural: "Requests for an accounting of disclosures",
  says: "Somebody asks to whom their information went. 60 days from receipt, and one extension of 30. Never who: only a code.",
  cites: ["164.528(c)(1)", "164.528(a)(1)", "164.528(b)(2)", "164.528(c)(2)"],
  fields: [
    ...COMMON,
    {
      name: "since",
      label: "Since when they want it",
      help: "Empty: for the six years before the request [164.528(a)(1)]. They may ask for less [164.528(a)(3)].",
      type: "date",
      isOptional: true,
    },
    {
      name: "isFirst",
      label: "Is it their first in these twelve months?",
      help: "The first is free [164.528(c)(2)].",
      type: "yes-no",
    },
    ...CLOCK,
    { name: "suspendedUntil", label: "Suspended for an agency until", type: "date", isOptional: true, isDerived: true },
  ],
  task: {
    title: "Give an accounting of disclosures",
    role: "privacy-official",
    basis: "law",
    inStates: ["open", "extended", "given without what is suspended"],
  },
  workflow: workflow("open", {
    open: {
      verify: "open",
      give: "given",
      "give-part": "given without what is suspended",
      extend: "extended",
      suspend: "open",
      pass: "passed on",
      withdraw: "withdrawn",
    },
    extended: {
      verify: "extended",
      give: "given",
      "give-part": "given without what is suspended",
      suspend: "extended",
      pass: "passed on",
      withdraw: "withdrawn",
    },
    "given without what is suspended": { give: "given" },
    given: {},
    "passed on": {},
    withdrawn: {},
  }),
  moveSays: {
    verify: "Make sure who asks",
    give: "Gave it",
    "give-part": "Gave it without what is suspended",
    extend: "Extend once, in writing",
    suspend: "An agency asks to suspend it",
    pass: "Passed on to the covered entity",
    withdraw: "They took it back",
  },
  amendIn: ["open"],
  moveFields: {
    verify: [VERIFIED_BY],
    give: [
      {
        name: "feeToldBefore",
        label: "Was there a fee?",
        type: "choice",
        options: [
          { value: "none", label: "No" },
          { value: "told-before", label: "Cost-based, told beforehand, with the choice to withdraw [164.528(c)(2)]" },
        ],
      },
      SENT_ON,
    ],
    "give-part": [SENT_ON],
    extend: EXTENDING,
    suspend: [
      {
        name: "agency",
        label: "Who asks for it",
        type: "choice",
        options: [
          { value: "health-oversight", label: "A health oversight agency [164.512(d)]" },
          { value: "law-enforcement", label: "A law enforcement official [164.512(f)]" },
        ],
      },
      {
        name: "agencyName",
        label: "Which agency or office",
        help: "To be written down where the word was oral [164.528(a)(2)(ii)(A)].",
        type: "line",
      },
      { name: "isWritten", label: "Is the statement in writing?", type: "yes-no" },
      { name: "statedOn", label: "When was it made?", type: "date" },
      {
        name: "suspendUntil",
        label: "Until when do they ask?",
        help: "On an oral word it ends after 30 days at the latest.",
        type: "date",
      },
    ],
    pass: [PASSED_ON],
  },
  async derive(parts, answers, before) {
    return { ...(await request.derive?.(parts, answers, before)), suspendedUntil: before["suspendedUntil"] };
  },
  async examine(parts, answers, at) {
    await request.examine?.(parts, answers, at);
    const { since, receivedOn } = answers;
    if (typeof since !== "string" || typeof receivedOn !== "string") return;
    if (since < accountedSince(receivedOn))
      refuseAnswer("since", `The right reaches back to ${accountedSince(receivedOn)} [164.528(a)(1)].`);
    if (since > receivedOn) refuseAnswer("since", "Is before the day of the request.");
  },
  moved,
});

function moved(call: MoveCall): Answers {
  const { answers, move, from, today } = call;
  const common = commonMoved(call);
  if (move === "extend") return extended("accounting", call);
  if (move === "suspend") return suspended(call);
  const until = answers["suspendedUntil"];
  const isSuspended = typeof until === "string" && today <= until;
  if (move === "give") {
    refuseUnverified(call);
    if (isSuspended)
      throw new Fault("move_not_possible", {
        detail: `Suspended for an agency until ${until}: give the rest now, and that part after [164.528(a)(2)].`,
      });
    if (answers["isFirst"] === "yes" && answers["feeToldBefore"] !== "none")
      refuseAnswer("feeToldBefore", "The first in twelve months is free [164.528(c)(2)].");
  }
  if (move === "give-part") {
    refuseUnverified(call);
    if (!isSuspended) throw new Fault("move_not_possible", { detail: "Nothing is suspended: the accounting is given whole." });
    return { ...common, dueOn: laterOf(plusDays(until, 1), String(answers["dueOn"])) }; // From then on the right is whole again; our reading.
  }
  if (from === "given without what is suspended") refuseDay(answers, "sentOn", today);
  return common;
}

const laterOf = (one: string, other: string): string => (one > other ? one : other);

/** 164.528(a)(2): for the time specified in writing, or 30 days on an oral word. */
function suspended({ answers, today }: MoveCall): Answers {
  const { isWritten, statedOn, suspendUntil } = answers;
  const [on, until] = [String(statedOn), String(suspendUntil)];
  if (on > today) refuseAnswer("statedOn", "Is today or before.");
  if (until < on) refuseAnswer("suspendUntil", "Is not before the statement.");
  return { suspendedUntil: suspendedUntil({ isWritten: isWritten === "yes", statedOn: on, until }) };
}
