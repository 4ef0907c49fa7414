// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { daysBetween, today } from "../../calendar.ts";
import { anOfficial, form, notAboutOneself, notTheSubmitter } from "../../form/form.ts";
import { DAYS_MAX } from "../audit.ts";
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
  aboutField: "member",
  isHiddenFromSubject: true,
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
    approve: [notTheSubmitter, notAboutOneself("member"), anOfficial],
    refuse: [notTheSubmitter, notAboutOneself("member"), anOfficial],
    report: [notAboutOneself("member"), anOfficial],
  },
  async examine(parts, answers) {
    const [from, to] = [String(answers["from"]), String(answers["to"])];
    const fields = [
      ...(from > to ? [{ at: "/answers/to", says: "Is not before the first day." }] : []),
      ...(to > (await today(parts)) ? [{ at: "/answers/to", says: "Is not a day to come: what is asked is what was done." }] : []),
      ...(from <= to && daysBetween(from, to) >= DAYS_MAX
        ? [{ at: "/answers/from", says: `At most ${DAYS_MAX} days, no more than the reason needs.` }]
        : []),
    ];
    if (fields.length > 0) throw new Fault("invalid_answers", { fields });
  },
  asksWhy: ["refuse"],
  moveFields: {
    report: [{ name: "found", label: "What was found, and what follows", help: "Also that nothing was found.", type: "text" }],
  },
});
