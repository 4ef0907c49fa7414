// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form, type Guard, notTheSubmitter } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";
import { ASSESSED, CONCLUSION, FACTS, factNames } from "../assessment-fields.ts";
import { refuseUnshown } from "../conclusion.ts";
import { deriveAssessment } from "../discovered.ts";
import { keepClocks } from "../keep-clocks.ts";
import { refuseUnsent } from "../sent.ts";

const concludes = (...conclusions: readonly string[]): Guard => {
  const says = conclusions.includes("breach") ? "It does not conclude that it is a breach." : "It concludes that it is a breach.";
  return (_mover, { answers }) => (conclusions.includes(String(answers["conclusion"])) ? null : says);
};

/** 164.402: a breach is presumed unless an assessment of at least four factors shows a low probability that PHI was compromised. */
export const breachAssessment = form({
  name: "breach-assessment",
  title: "Breach assessment",
  plural: "Breach assessments",
  says: "Was it a breach? Presumed so, unless an exclusion fits or the four factors show a low probability of compromise.",
  room: "incidents",
  hasJournal: true,
  cites: ["164.402", "164.404(a)(2)", "164.410(a)(2)", "164.412", "164.414(b)"],
  reach: "restricted",
  titleField: "what",
  aboutField: "incident",
  filedBy: [() => "It is opened with its incident, once PHI is in doubt: judge the incident anew."],
  isSole: true,
  decides: "conclusion",
  fields: [...FACTS, ...ASSESSED, ...CONCLUSION],
  workflow: workflow("presumed", {
    presumed: { submit: "submitted" },
    submitted: { "confirm-breach": "breach", "confirm-none": "no breach", return: "presumed" },
    breach: { close: "notified", reopen: "presumed" },
    "no breach": { reopen: "presumed" },
    notified: { reopen: "presumed" },
  }),
  moveSays: {
    submit: "Hand in for confirmation",
    "confirm-breach": "Confirm: it is a breach",
    "confirm-none": "Confirm: it is none",
    return: "Return",
    close: "All notices are out: close",
    reopen: "Assess again",
  },
  amendIn: ["presumed", "breach"],
  amendOnly: { breach: factNames },
  draftIn: ["presumed"],
  only: {
    submit: [anOfficial],
    "confirm-breach": [notTheSubmitter, anOfficial, concludes("breach")],
    "confirm-none": [notTheSubmitter, anOfficial, concludes("low-probability", "excluded", "secured", "permitted")],
    return: [anOfficial],
    close: [anOfficial],
    reopen: [anOfficial],
  },
  asksWhy: ["return", "reopen"],
  awaits: {
    presumed: { title: "Assess whether an incident is a breach", role: "privacy-official", days: 10 },
    submitted: { title: "Confirm or return a breach assessment", role: "security-official", days: 1 },
  },
  derive: deriveAssessment,
  examine: refuseUnshown,
  keeps: keepClocks,
  async after(call) {
    if (call.move === "close") await refuseUnsent(call);
  },
});
