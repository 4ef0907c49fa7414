// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { deadline } from "#rule/fact.ts";
import { plusDays } from "../../calendar.ts";
import { form, whoIs } from "../form.ts";
import { workflow } from "../../workflow.ts";

const CLOCKS: Readonly<Record<string, string>> = {
  access: "access.deadline",
  amendment: "amendment.deadline",
  accounting: "accounting.deadline",
};

/** Requests and complaints of individuals as cases; which individual stands on the PHI side only. */
export const individualRequest = form({
  name: "individual-request",
  title: "Individual's request or complaint",
  plural: "Requests and complaints of individuals",
  says: "What somebody asked for under the Privacy Rule, by when it is answered, and how it was. Never who: that stays with the records.",
  room: "registers",
  cites: ["164.522(a)(1)", "164.524(b)(2)", "164.526(b)(2)", "164.528(c)(1)", "164.530(d)(1)"],
  reach: "restricted",
  titleField: "kind",
  dueField: "dueOn",
  task: { title: "Answer an individual's request", role: "privacy-official", basis: "law", inStates: ["open", "extended"] },
  fields: [
    {
      name: "kind",
      label: "What is asked for",
      type: "choice",
      options: [
        { value: "access", label: "Access [164.524]" },
        { value: "amendment", label: "Amendment [164.526]" },
        { value: "accounting", label: "Accounting of disclosures [164.528]" },
        { value: "restriction", label: "Restriction [164.522(a)]" },
        { value: "communication", label: "Confidential communication [164.522(b)]" },
        { value: "complaint", label: "Complaint [164.530(d)]" },
      ],
    },
    { name: "case", label: "Case code", help: "Not a name, not a record number.", type: "line", lengthMax: 40 },
    { name: "receivedOn", label: "Received on", type: "date" },
    { name: "verified", label: "How it was made sure who asks", help: "164.514(h)", type: "line" },
    { name: "dueOn", label: "Due by", type: "date" },
  ],
  workflow: workflow("open", {
    open: { extend: "extended", answer: "answered", deny: "denied", withdraw: "withdrawn" },
    extended: { answer: "answered", deny: "denied", withdraw: "withdrawn" },
    answered: {},
    denied: {},
    withdrawn: {},
  }),
  moveSays: { extend: "Extend once, in writing", answer: "Answered", deny: "Denied, in writing", withdraw: "Withdrawn" },
  amendIn: ["open"],
  only: { deny: [whoIs("privacy-official")] },
  asksWhy: ["extend", "deny"],
  examine(_parts, { kind, receivedOn, dueOn }) {
    const clock = CLOCKS[String(kind)];
    if (clock === undefined || typeof receivedOn !== "string" || typeof dueOn !== "string") return;
    const { days } = deadline(clock);
    const last = plusDays(receivedOn, days);
    if (dueOn > last)
      throw new Fault("invalid_answers", {
        fields: [{ at: "/answers/dueOn", says: `Is ${last} at the latest: ${days} days after it was received.` }],
      });
  },
});
