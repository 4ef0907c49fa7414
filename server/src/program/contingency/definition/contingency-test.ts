// SPDX-License-Identifier: Apache-2.0
import { form } from "../../form/form.ts";
import { decidedBy } from "../../form/workflows.ts";

export const contingencyTest = form({
  name: "contingency-test",
  title: "Contingency test",
  plural: "Contingency tests",
  says: "The contingency plans tried, at a table or for real: scenario, people, what happened, what changes.",
  room: "evaluation",
  cites: ["164.308(a)(7)(ii)(D)"],
  reach: "officials",
  titleField: "scenario",
  awaits: { submitted: { title: "Approve a contingency test", role: "executive", days: 14 } },
  fields: [
    { name: "scenario", label: "Scenario", type: "line" },
    {
      name: "kind",
      label: "How",
      type: "choice",
      options: [
        { value: "tabletop", label: "At a table" },
        { value: "technical", label: "For real" },
      ],
    },
    { name: "on", label: "On", type: "date" },
    { name: "people", label: "Who took part", type: "text" },
    { name: "timeline", label: "What happened, in order", type: "text" },
    { name: "gaps", label: "What did not work", type: "text" },
    { name: "actions", label: "What changes, who sees to it, by when", type: "text" },
  ],
  ...decidedBy("executive", "security-official", "privacy-official"),
  recurs: { states: ["approved"], everyDays: 365, title: "Test the contingency plans", role: "security-official", basis: "policy" },
  proves: [{ cite: "164.308(a)(7)(ii)(D)", aspect: "test", states: ["approved"], freshDays: 400 }],
});
