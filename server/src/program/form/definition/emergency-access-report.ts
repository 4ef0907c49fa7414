// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form, notTheSubmitter } from "../form.ts";
import { workflow } from "../../workflow.ts";

export const emergencyAccessReport = form({
  name: "emergency-access-report",
  title: "Report of emergency access",
  plural: "Emergency access",
  says: "Access that was taken in an emergency, outside the ordinary rights: why, when, and what was done.",
  room: "workforce",
  cites: ["164.312(a)(2)(ii)"],
  reach: "everybody",
  titleField: "reason",
  awaits: { reported: { title: "Look at an emergency access", role: "privacy-official", days: 1 } },
  fields: [
    { name: "reason", label: "Why ordinary access was not enough", help: "Nothing about an individual.", type: "line" },
    { name: "system", label: "What was reached", type: "line" },
    { name: "began", label: "Began, date", type: "date" },
    { name: "times", label: "From when to when, with time zone", type: "line" },
    { name: "did", label: "What was done", help: "Nothing that identifies an individual.", type: "text" },
  ],
  workflow: workflow("reported", {
    reported: { justify: "justified", question: "in question" },
    "in question": { justify: "justified", "report-incident": "an incident" },
    justified: {},
    "an incident": {},
  }),
  moveSays: { justify: "Justified", question: "Needs looking into", "report-incident": "Treat as an incident" },
  amendIn: [],
  only: { justify: [anOfficial, notTheSubmitter], question: [anOfficial, notTheSubmitter], "report-incident": [anOfficial] },
  asksWhy: ["question", "report-incident"],
});
