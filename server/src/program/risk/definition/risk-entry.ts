// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";

const SCALE = (words: readonly string[]) => words.map((label, n) => ({ value: String(n + 1), label: `${n + 1}: ${label}` }));
const LIKELY = SCALE(["Hardly ever", "Rarely", "Now and then", "Often", "Almost surely"]);
const GRAVE = SCALE(["Negligible", "Small", "Noticeable", "Serious", "Ruinous"]);

/** One risk to ePHI and what is done about it. */
export const riskEntry = form({
  name: "risk-entry",
  title: "Risk",
  plural: "Risks",
  says: "What could harm the confidentiality, integrity or availability of ePHI, how likely and how bad, and what is done.",
  room: "registers",
  cites: ["164.308(a)(1)(ii)(A)", "164.308(a)(1)(ii)(B)"],
  reach: "officials",
  titleField: "name",
  dueField: "dueOn",
  task: { title: "Finish the treatment of a risk", role: "security-official", basis: "law", inStates: ["assessed", "in treatment"] },
  fields: [
    { name: "name", label: "Risk, in a sentence", type: "line" },
    { name: "system", label: "What it is a risk to", type: "submission", form: "system" },
    { name: "threat", label: "Threat: what or who could do it", type: "text" },
    { name: "vulnerability", label: "Vulnerability: what lets it happen", type: "text" },
    { name: "safeguards", label: "What stands against it today", type: "text" },
    { name: "likelihood", label: "Likelihood", type: "choice", options: LIKELY },
    { name: "impact", label: "Impact", type: "choice", options: GRAVE },
    {
      name: "treatment",
      label: "What we do",
      type: "choice",
      options: [
        { value: "reduce", label: "Reduce it" },
        { value: "avoid", label: "Stop what causes it" },
        { value: "transfer", label: "Transfer part of it" },
        { value: "accept", label: "Accept it", help: "An executive does, on a form of its own." },
      ],
    },
    { name: "plan", label: "How", type: "text", when: { field: "treatment", is: ["reduce", "avoid", "transfer"] } },
    { name: "owner", label: "Who answers for it", type: "member" },
    { name: "dueOn", label: "By when", type: "date" },
  ],
  workflow: workflow("draft", {
    draft: { assess: "assessed", discard: "discarded" },
    assessed: { treat: "in treatment", close: "closed" },
    "in treatment": { reassess: "assessed", close: "closed" },
    closed: { reopen: "assessed" },
    discarded: {},
  }),
  moveSays: {
    assess: "Put on the register",
    discard: "Discard",
    treat: "Begin treatment",
    reassess: "Assess again",
    close: "Close",
    reopen: "Open again",
  },
  amendIn: ["draft", "assessed", "in treatment"],
  draftIn: ["draft", "discarded"],
  only: { assess: [anOfficial], close: [anOfficial] },
  asksWhy: ["close", "reopen"],
  moveFields: {
    close: [
      { name: "residualLikelihood", label: "Likelihood now", type: "choice", options: LIKELY },
      { name: "residualImpact", label: "Impact now", type: "choice", options: GRAVE },
    ],
  },
});
