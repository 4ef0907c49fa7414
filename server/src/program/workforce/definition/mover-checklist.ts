// SPDX-License-Identifier: Apache-2.0
import { form, whoIs } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";
import { allStepsDone } from "./joiner-checklist.ts";

const STEPS = [
  { value: "needed", label: "What the new work needs is written down", help: "164.502(b), 164.514(d)(2)" },
  { value: "removed", label: "Access that is no longer needed is gone", help: "164.308(a)(4)(ii)(C)" },
  { value: "training", label: "Training that the new work asks for is assigned" },
  { value: "clearance", label: "Clearance still fits, or was decided again", help: "164.308(a)(3)(ii)(B)" },
] as const;

export const moverChecklist = form({
  name: "mover-checklist",
  title: "Mover's check-list",
  plural: "Movers",
  says: "What changes when somebody's work changes.",
  room: "workforce",
  cites: ["164.308(a)(4)(ii)(C)"],
  reach: "officials",
  titleField: "member",
  aboutField: "member",
  dueField: "dueOn",
  task: { title: "Finish the check-list of somebody whose work changed", role: "security-official", basis: "policy" },
  fields: [
    { name: "member", label: "Whose work changes", type: "member" },
    { name: "dueOn", label: "To be finished by", type: "date" },
    { name: "steps", label: "Steps", type: "steps", steps: STEPS },
    { name: "notes", label: "Notes", type: "text", isOptional: true },
  ],
  workflow: workflow("open", { open: { finish: "finished" }, finished: {} }),
  moveSays: { finish: "Finish" },
  amendIn: ["open"],
  only: { finish: [whoIs("manager", "security-official", "privacy-official"), allStepsDone(STEPS)] },
});
