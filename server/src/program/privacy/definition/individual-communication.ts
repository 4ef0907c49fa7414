// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { form, type MoveCall } from "../../form/form.ts";
import type { Answers } from "../../form/field.ts";
import { workflow } from "../../workflow.ts";
import { CLOCK, COMMON, commonMoved, OFFICIALS_DECIDE, PASSED_ON, refuseAnswer, requestOf, SENT_ON, VERIFIED_BY } from "../request-form.ts";

/** 164.522(b): another way or place to be reached. A provider meets what is reasonable, and asks nobody why. */
export const individualCommunication = form({
  ...requestOf({ kind: "COM", policy: { name: "communicationWorkingDays", otherwise: 2, isWorking: true } }),
  name: "individual-communication",
  title: "Request to be reached another way",
  plural: "Requests to be reached another way",
  says: "Somebody asks to hear from us at another address or by another way. What is reasonable is done. A provider does not ask why.",
  cites: ["164.522(b)(1)(i)", "164.522(b)(2)(iii)", "164.522(b)(2)(ii)"],
  fields: [
    ...COMMON,
    {
      name: "way",
      label: "What is to be another",
      help: "The address or number itself stands in the record. Nobody is asked for the reason.",
      type: "choices",
      options: [
        { value: "address", label: "Postal address" },
        { value: "telephone", label: "Telephone number" },
        { value: "electronic", label: "E-mail, text or portal" },
        { value: "no-messages", label: "No messages left" },
      ],
    },
    {
      name: "as",
      label: "We are asked as",
      type: "choice",
      options: [
        { value: "provider", label: "Provider of care" },
        { value: "plan", label: "Health plan" },
      ],
    },
    {
      name: "saysEndangered",
      label: "Do they say clearly that telling it otherwise could endanger them?",
      help: "A plan meets the request where they do [164.522(b)(1)(ii)], and may ask for that statement, not for more.",
      type: "yes-no",
      when: { field: "as", is: ["plan"] },
    },
    ...CLOCK,
  ],
  task: { title: "Reach somebody by the way that they asked for", role: "privacy-official", basis: "policy", inStates: ["open"] },
  workflow: workflow("open", {
    open: { verify: "open", accommodate: "in force", refuse: "refused", pass: "passed on", withdraw: "withdrawn" },
    "in force": { end: "ended" },
    refused: {},
    ended: {},
    "passed on": {},
    withdrawn: {},
  }),
  moveSays: {
    verify: "Make sure who asks",
    accommodate: "It is set so everywhere",
    refuse: "Refuse: not reasonable",
    pass: "Passed on to the covered entity",
    withdraw: "They took it back",
    end: "They want it no longer",
  },
  amendIn: ["open"],
  only: { refuse: OFFICIALS_DECIDE },
  moveFields: {
    verify: [VERIFIED_BY],
    accommodate: [{ name: "setEverywhere", label: "Is it set in every system that sends messages?", type: "yes-no" }, SENT_ON],
    refuse: [
      {
        name: "notReasonable",
        label: "Why it cannot be done",
        help: "Never because they did not say why they ask.",
        type: "choice",
        options: [
          { value: "no-other-address", label: "They named no other address or way [164.522(b)(2)(ii)(B)]" },
          { value: "payment-open", label: "They did not say how payment is handled, where that matters [164.522(b)(2)(ii)(A)]" },
          { value: "impossible", label: "We cannot do it by any means that we have" },
          { value: "plan-without-danger", label: "Asked of a plan, without the statement of danger [164.522(b)(1)(ii)]" },
        ],
      },
      SENT_ON,
    ],
    pass: [PASSED_ON],
  },
  moved,
});

function moved(call: MoveCall): Answers {
  const { answers, move } = call;
  const common = commonMoved(call);
  if (move === "accommodate" && answers["setEverywhere"] !== "yes") refuseAnswer("setEverywhere", "Set it everywhere first.");
  if (
    move === "refuse" &&
    answers["notReasonable"] === "plan-without-danger" &&
    (answers["as"] !== "plan" || answers["saysEndangered"] === "yes")
  )
    throw new Fault("invalid_answers", {
      fields: [{ at: "/answers/notReasonable", says: "A provider may not ask why [164.522(b)(2)(iii)]; and to a plan they said so." }],
    });
  return common;
}
