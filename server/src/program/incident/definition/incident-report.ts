// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";

export const incidentReport = form({
  name: "incident-report",
  title: "Incident report",
  plural: "Incidents",
  says: "Something went wrong, or may have. Report first, ask later: nobody is blamed for reporting.",
  room: "registers",
  cites: ["164.308(a)(6)(i)", "164.308(a)(6)(ii)", "164.530(f)"],
  reach: "everybody",
  titleField: "what",
  awaits: {
    reported: { title: "Look at an incident that was reported", role: "security-official", days: 0 },
    open: { title: "Contain and resolve an incident", role: "security-official", days: 3 },
  },
  fields: [
    { name: "what", label: "What happened, in a sentence", help: "Nothing that identifies an individual.", type: "line" },
    { name: "noticedOn", label: "Noticed on", type: "date" },
    { name: "noticedAt", label: "At what time", help: "With the time zone. Clocks of law begin here.", type: "line" },
    { name: "systems", label: "Where", type: "line" },
    {
      name: "phi",
      label: "Is PHI concerned?",
      type: "choice",
      options: [
        { value: "yes", label: "Yes" },
        { value: "maybe", label: "Perhaps" },
        { value: "no", label: "No" },
      ],
    },
    { name: "more", label: "What else you know", help: "Nothing that identifies an individual.", type: "text", isOptional: true },
  ],
  workflow: workflow("reported", {
    reported: { open: "open", "no-incident": "no incident" },
    open: { contain: "contained" },
    contained: { close: "closed" },
    closed: { reopen: "open" },
    "no incident": {},
  }),
  moveSays: { open: "It is an incident", "no-incident": "It is none", contain: "Contained", close: "Close", reopen: "Open again" },
  amendIn: ["reported", "open"],
  only: { open: [anOfficial], "no-incident": [anOfficial], contain: [anOfficial], close: [anOfficial], reopen: [anOfficial] },
  asksWhy: ["no-incident", "reopen"],
  moveFields: {
    contain: [{ name: "containment", label: "How it was contained", type: "text" }],
    close: [
      { name: "cause", label: "The cause behind it", type: "text" },
      { name: "lessons", label: "What changes", type: "text" },
    ],
  },
});
