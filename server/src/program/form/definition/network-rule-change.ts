// SPDX-License-Identifier: Apache-2.0
import { form, notTheSubmitter, whoIs } from "../form.ts";
import { workflow } from "../../workflow.ts";

export const networkRuleChange = form({
  name: "network-rule-change",
  title: "Firewall or network rule",
  plural: "Firewall and network rules",
  says: "What is let through from where to where, why, and until when. All of them are looked through every three months.",
  room: "changes",
  cites: ["164.312(a)(1)", "164.312(e)(1)"],
  reach: "everybody",
  titleField: "what",
  aboutField: "reference",
  dueField: "until",
  task: { title: "A network rule ends: close or renew it", role: "security-official", basis: "policy", inStates: ["open"] },
  awaits: { asked: { title: "Approve or reject a network rule before it is opened", role: "security-official", days: 3 } },
  fields: [
    { name: "what", label: "What it lets through, in a sentence", type: "line" },
    { name: "reference", label: "Reference", help: "What your pipeline or provider knows it by.", type: "line" },
    { name: "link", label: "Where it is written", type: "address", isOptional: true },
    { name: "from", label: "From", type: "line" },
    { name: "to", label: "To", type: "line" },
    { name: "port", label: "Port and protocol", type: "line" },
    { name: "why", label: "Why", type: "text" },
    { name: "risk", label: "What could go wrong, and what is done about it", type: "text" },
    { name: "until", label: "Until when, or looked at again by", type: "date" },
  ],
  workflow: workflow("asked", {
    asked: { approve: "approved", reject: "rejected", withdraw: "withdrawn" },
    approved: { open: "open" },
    open: { close: "closed" },
    closed: {},
    rejected: {},
    withdrawn: {},
  }),
  moveSays: {
    approve: "Approve",
    reject: "Reject",
    withdraw: "Withdraw",
    open: "Record that it is open",
    close: "Record that it is closed",
  },
  amendIn: ["asked"],
  only: {
    approve: [notTheSubmitter, whoIs("security-official", "privacy-official", "manager")],
    reject: [whoIs("security-official", "privacy-official", "manager")],
  },
  asksWhy: ["reject"],
  moveFields: { open: [{ name: "tested", label: "How it was made sure that nothing else passes", type: "text" }] },
});
