// SPDX-License-Identifier: Apache-2.0
import { form, notAboutOneself, notTheSubmitter, whoIs } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";

/** 164.308(a)(3)(ii)(B): that a person's access to ePHI is appropriate is determined, before it is given. */
export const clearance = form({
  name: "clearance",
  title: "Clearance",
  plural: "Clearances",
  says: "Why a person's work needs PHI, what was looked at, and that access is appropriate.",
  room: "workforce",
  cites: ["164.308(a)(3)(ii)(B)"],
  reach: "officials",
  titleField: "member",
  aboutField: "member",
  decides: "outcome",
  fields: [
    { name: "member", label: "Who", type: "member" },
    { name: "need", label: "What PHI the work needs, and why", type: "text" },
    {
      name: "checked",
      label: "What was looked at",
      type: "choices",
      options: [
        { value: "identity", label: "Identity" },
        { value: "references", label: "References" },
        { value: "license", label: "License or certificate" },
        { value: "background", label: "Background check, as law allows" },
        { value: "exclusion-list", label: "Federal exclusion list" },
      ],
    },
    {
      name: "outcome",
      label: "Access to PHI is",
      type: "choice",
      options: [
        { value: "appropriate", label: "Appropriate" },
        { value: "not-appropriate", label: "Not appropriate" },
      ],
    },
  ],
  workflow: workflow("proposed", {
    proposed: { decide: "decided", withdraw: "withdrawn" },
    decided: { end: "ended" },
    withdrawn: {},
    ended: {},
  }),
  moveSays: { decide: "Decide so", withdraw: "Withdraw", end: "End" },
  amendIn: ["proposed"],
  only: { decide: [notTheSubmitter, notAboutOneself("member"), whoIs("manager", "security-official", "privacy-official", "executive")] },
  asksWhy: ["end"],
});
