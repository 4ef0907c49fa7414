// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { form, type MoveCall } from "../../form/form.ts";
import type { Answers } from "../../form/field.ts";
import { workflow } from "../../workflow.ts";
import { CLOCK, COMMON, commonMoved, OFFICIALS_DECIDE, PASSED_ON, refuseAnswer, requestOf, SENT_ON, VERIFIED_BY } from "../request-form.ts";

/** 164.522(a): may be refused, but for one that must be agreed to. */
export const individualRestriction = form({
  ...requestOf({ kind: "RES", policy: { name: "restrictionDays", otherwise: 15 } }),
  name: "individual-restriction",
  title: "Request not to use or tell something",
  plural: "Requests not to use or tell something",
  says: "Somebody asks us to restrict uses or disclosures. We may refuse, but not where they paid in full and the plan is not to know.",
  cites: ["164.522(a)(1)(i)", "164.522(a)(1)(ii)", "164.522(a)(1)(vi)", "164.522(a)(2)", "164.522(a)(3)"],
  fields: [
    ...COMMON,
    {
      name: "restricts",
      label: "What is to be restricted",
      type: "choice",
      options: [
        { value: "plan", label: "What we tell a health plan" },
        { value: "operations", label: "Uses and disclosures for treatment, payment or operations [164.522(a)(1)(i)(A)]" },
        { value: "family", label: "What we tell family or others who are involved [164.522(a)(1)(i)(B)]" },
      ],
    },
    {
      name: "paidInFull",
      label: "Was the item or service paid in full by the individual, or by somebody other than the plan for them?",
      type: "yes-no",
      when: { field: "restricts", is: ["plan"] },
    },
    {
      name: "requiredByLaw",
      label: "Does a law require us to tell the plan?",
      type: "yes-no",
      when: { field: "restricts", is: ["plan"] },
    },
    {
      name: "forTreatment",
      label: "Is the disclosure for treatment?",
      help: "The duty to agree is about payment and operations [164.522(a)(1)(vi)(A)].",
      type: "yes-no",
      when: { field: "restricts", is: ["plan"] },
    },
    ...CLOCK,
  ],
  task: { title: "Decide on a restriction that somebody asked for", role: "privacy-official", basis: "policy", inStates: ["open"] },
  workflow: workflow("open", {
    open: { verify: "open", agree: "in force", refuse: "refused", pass: "passed on", withdraw: "withdrawn" },
    "in force": { terminate: "ended" },
    refused: {},
    ended: {},
    "passed on": {},
    withdrawn: {},
  }),
  moveSays: {
    verify: "Make sure who asks",
    agree: "Agree",
    refuse: "Refuse",
    pass: "Passed on to the covered entity",
    withdraw: "They took it back",
    terminate: "End the restriction",
  },
  amendIn: ["open"],
  only: { agree: OFFICIALS_DECIDE, refuse: OFFICIALS_DECIDE, terminate: OFFICIALS_DECIDE },
  moveFields: {
    verify: [VERIFIED_BY],
    agree: [
      {
        name: "setInRecord",
        label: "Is it set where whoever reads or sends the record sees it?",
        help: "A restriction that was agreed to binds us [164.522(a)(1)(iii)].",
        type: "yes-no",
      },
      SENT_ON,
    ],
    refuse: [SENT_ON],
    pass: [PASSED_ON],
    terminate: [
      {
        name: "endedBy",
        label: "How it ended",
        type: "choice",
        options: [
          { value: "asked-in-writing", label: "The individual agreed or asked in writing [164.522(a)(2)(i)]" },
          { value: "agreed-orally", label: "The individual agreed orally, noted in the record [164.522(a)(2)(ii)]" },
          { value: "told", label: "We told the individual: for what comes after only [164.522(a)(2)(iii)]" },
        ],
      },
    ],
  },
  moved,
});

/** 164.522(a)(1)(vi): what must be agreed to. */
export const mustAgree = ({ restricts, paidInFull, requiredByLaw, forTreatment }: Answers): boolean =>
  restricts === "plan" && paidInFull === "yes" && requiredByLaw === "no" && forTreatment === "no";

function moved(call: MoveCall): Answers {
  const { answers, move } = call;
  const common = commonMoved(call);
  if (move === "refuse" && mustAgree(answers))
    throw new Fault("move_not_possible", {
      detail: "Paid in full, and no law requires telling the plan: it must be agreed to [164.522(a)(1)(vi)].",
    });
  if (move === "agree" && answers["setInRecord"] !== "yes")
    refuseAnswer("setInRecord", "Set it first: from the answer on it binds us [164.522(a)(1)(iii)].");
  if (move === "terminate" && answers["endedBy"] === "told" && mustAgree(answers))
    refuseAnswer("endedBy", "Telling them does not end what had to be agreed to [164.522(a)(2)(iii)(A)].");
  return common;
}
