// SPDX-License-Identifier: Apache-2.0
import { form, type Guard, whoIs } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";

/** Every step of a check-list is ticked. */
export const allStepsDone =
  (steps: readonly { readonly value: string }[]): Guard =>
  (_mover, { answers }) => {
    const ticked = Array.isArray(answers["steps"]) ? answers["steps"].length : 0; // Stamped steps, each once.
    return ticked >= steps.length ? null : `${steps.length - ticked} of ${steps.length} steps are open.`;
  };

const STEPS = [
  { value: "clearance", label: "Clearance decided, before any access to PHI", help: "164.308(a)(3)(ii)(B)" },
  { value: "confidentiality", label: "Confidentiality statement signed" },
  { value: "policies", label: "Policies acknowledged" },
  { value: "basics", label: "Basic training passed, before any access to PHI", help: "164.308(a)(5)(i)" },
  { value: "accounts", label: "Accounts of their own, with a second factor", help: "164.312(a)(2)(i), 164.312(d)" },
  { value: "device", label: "Device handed over: encrypted, locked, in the inventory", help: "164.310(d)(1)" },
  { value: "supervisor", label: "Supervisor has explained what PHI the work needs", help: "164.308(a)(3)(ii)(A), 164.502(b)" },
] as const;

export const joinerChecklist = form({
  name: "joiner-checklist",
  title: "Joiner's check-list",
  plural: "Joiners",
  says: "What is done for everybody who joins, before and in the first days.",
  room: "workforce",
  cites: ["164.308(a)(3)(ii)(A)", "164.308(a)(3)(ii)(B)", "164.308(a)(5)(i)"],
  reach: "officials",
  titleField: "member",
  aboutField: "member",
  dueField: "dueOn",
  task: { title: "Finish the check-list of somebody who joined", role: "security-official", basis: "policy" },
  fields: [
    { name: "member", label: "Who joins", type: "member" },
    { name: "dueOn", label: "To be finished by", type: "date" },
    { name: "steps", label: "Steps", type: "steps", steps: STEPS },
    { name: "notes", label: "Notes", help: "Nothing about health.", type: "text", isOptional: true },
  ],
  workflow: workflow("open", { open: { finish: "finished", "will-not-join": "did not join" }, finished: {}, "did not join": {} }),
  moveSays: { finish: "Finish", "will-not-join": "They will not join" },
  amendIn: ["open"],
  only: { finish: [whoIs("manager", "security-official", "privacy-official"), allStepsDone(STEPS)] },
  asksWhy: ["will-not-join"],
});
