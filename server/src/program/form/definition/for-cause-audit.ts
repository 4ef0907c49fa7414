// SPDX-License-Identifier: Apache-2.0
import { form, notAboutOneself, notTheSubmitter, whoIs } from "../form.ts";
import { workflow } from "../../workflow.ts";

export const forCauseAudit = form({
  name: "for-cause-audit",
  title: "For-cause audit",
  plural: "For-cause audits",
  says: "To look at one person's activity for a stated reason, no more than that reason needs. For officials alone.",
  room: "evaluation",
  cites: ["164.308(a)(1)(ii)(D)", "164.502(b)"],
  reach: "restricted",
  titleField: "reason",
  fields: [
    { name: "reason", label: "Reason, in a sentence", help: "Names of colleagues only below; nothing about an individual.", type: "line" },
    { name: "member", label: "Whose activity", type: "member" },
    { name: "from", label: "From", type: "date" },
    { name: "to", label: "To", type: "date" },
    { name: "what", label: "What will be looked at, and why no less would do", type: "text" },
  ],
  workflow: workflow("asked", {
    asked: { approve: "approved", refuse: "refused" },
    approved: { report: "reported" },
    reported: {},
    refused: {},
  }),
  moveSays: { approve: "Approve", refuse: "Refuse", report: "Report" },
  amendIn: ["asked"],
  only: {
    approve: [notTheSubmitter, notAboutOneself("member"), whoIs("security-official", "privacy-official")],
    refuse: [notAboutOneself("member")],
    report: [notAboutOneself("member")],
  },
  asksWhy: ["refuse"],
  moveFields: { report: [{ name: "found", label: "What was found, and what follows", type: "text" }] },
});
