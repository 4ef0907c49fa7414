// SPDX-License-Identifier: Apache-2.0
import { form, notAboutOneself, notTheSubmitter, whoIs } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";

/** 164.308(a)(1)(ii)(C), 164.530(e): sanctions are applied and documented. Only officials see them. */
export const sanction = form({
  name: "sanction",
  title: "Sanction",
  plural: "Sanctions",
  says: "What a member of the workforce did against policy, what was found, and what followed. For officials alone.",
  room: "workforce",
  cites: ["164.308(a)(1)(ii)(C)", "164.530(e)(1)", "164.530(e)(2)"],
  reach: "restricted",
  titleField: "level",
  aboutField: "member",
  fields: [
    { name: "member", label: "Who", type: "member" },
    { name: "happened", label: "What happened", help: "No health information.", type: "text" },
    { name: "policy", label: "Which rule it went against", type: "line" },
    { name: "heard", label: "What the person said to it", type: "text" },
    {
      name: "level",
      label: "Level",
      type: "choice",
      options: [
        { value: "1", label: "1: talk and training" },
        { value: "2", label: "2: written warning" },
        { value: "3", label: "3: suspension or loss of access" },
        { value: "4", label: "4: end of employment or contract" },
      ],
    },
    { name: "action", label: "What is done", type: "text" },
  ],
  workflow: workflow("draft", {
    draft: { submit: "submitted", discard: "discarded" },
    submitted: { decide: "decided", return: "draft" },
    decided: { appeal: "appealed" },
    appealed: { uphold: "upheld", lift: "lifted" },
    upheld: {},
    lifted: {},
    discarded: {},
  }),
  moveSays: {
    submit: "Submit",
    discard: "Discard",
    decide: "Decide so",
    return: "Return",
    appeal: "Record an appeal",
    uphold: "Uphold",
    lift: "Lift",
  },
  amendIn: ["draft"],
  draftIn: ["draft", "discarded"],
  only: {
    discard: [notAboutOneself("member")],
    decide: [notTheSubmitter, notAboutOneself("member"), whoIs("security-official", "privacy-official")],
    return: [notAboutOneself("member")],
    uphold: [notAboutOneself("member"), whoIs("security-official", "privacy-official")],
    lift: [notAboutOneself("member"), whoIs("security-official", "privacy-official")],
  },
  asksWhy: ["return", "lift", "uphold"],
});
