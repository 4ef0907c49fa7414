// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form, notTheSubmitter } from "../form.ts";
import { workflow } from "../../workflow.ts";

/** Anybody may ask for a change of a policy, or for an exception to it, which ends by itself. */
export const policyChange = form({
  name: "policy-change",
  title: "Policy change or exception",
  plural: "Policy changes and exceptions",
  says: "To ask for a policy to be changed, or for an exception to one for a time.",
  room: "changes",
  cites: ["164.316(a)", "164.316(b)(2)(iii)", "164.530(i)(1)"],
  reach: "everybody",
  titleField: "about",
  dueField: "until",
  task: { title: "An exception to a policy ends: renew or end it", role: "security-official", basis: "policy", inStates: ["approved"] },
  awaits: { asked: { title: "Decide on a policy change or exception", role: "privacy-official", days: 14 } },
  fields: [
    { name: "about", label: "What about, in a sentence", type: "line" },
    {
      name: "kind",
      label: "What you ask for",
      type: "choice",
      options: [
        { value: "change", label: "A change of the text" },
        { value: "exception", label: "An exception for a time" },
      ],
    },
    { name: "policy", label: "Policy and rule", type: "line" },
    { name: "why", label: "Why", type: "text" },
    { name: "risk", label: "What could go wrong, and what protects instead", type: "text", when: { field: "kind", is: ["exception"] } },
    { name: "until", label: "Until when", help: "180 days at most.", type: "date", when: { field: "kind", is: ["exception"] } },
  ],
  workflow: workflow("asked", {
    asked: { approve: "approved", reject: "rejected", withdraw: "withdrawn" },
    approved: { end: "ended" },
    rejected: {},
    withdrawn: {},
    ended: {},
  }),
  moveSays: { approve: "Approve", reject: "Reject", withdraw: "Withdraw", end: "End" },
  amendIn: ["asked"],
  only: { approve: [anOfficial, notTheSubmitter], reject: [anOfficial], end: [anOfficial] },
  asksWhy: ["reject"],
});
