// SPDX-License-Identifier: Apache-2.0
import { form, whoIs } from "../../form/form.ts";
import { Fault } from "#base/fault.ts";
import { heldBy } from "../../device/inventory.ts";
import { workflow } from "../../workflow.ts";
import { allStepsDone } from "./joiner-checklist.ts";

const STEPS = [
  { value: "sign-in", label: "Sign-in ended here and at the identity provider, sessions ended", help: "164.308(a)(3)(ii)(C)" },
  { value: "services", label: "Accounts at every other service ended or handed over" },
  { value: "secrets", label: "Shared secrets, keys and tokens that they knew are replaced" },
  { value: "device", label: "Devices and media returned, or wiped and confirmed", help: "164.310(d)(1)" },
  { value: "entry", label: "Keys, badges and door codes returned or changed", help: "164.310(a)(2)(iii)" },
  { value: "reminder", label: "Reminded that confidentiality goes on" },
] as const;

export const leaverChecklist = form({
  name: "leaver-checklist",
  title: "Leaver's check-list",
  plural: "Leavers",
  says: "What ends when somebody leaves, each with the time and who saw to it.",
  room: "workforce",
  cites: ["164.308(a)(3)(ii)(C)"],
  reach: "officials",
  titleField: "member",
  aboutField: "member",
  dueField: "dueOn",
  task: { title: "Finish the check-list of somebody who leaves", role: "security-official", basis: "policy" },
  fields: [
    { name: "member", label: "Who leaves", type: "member" },
    { name: "dueOn", label: "To be finished by", type: "date" },
    {
      name: "cause",
      label: "How",
      type: "choice",
      options: [
        { value: "ordinary", label: "In the ordinary course" },
        { value: "for-cause", label: "At once", help: "Access ends before they are told." },
      ],
    },
    { name: "steps", label: "Steps", type: "steps", steps: STEPS },
    { name: "notes", label: "Notes", help: "Nothing about health.", type: "text", isOptional: true },
  ],
  workflow: workflow("open", { open: { finish: "finished" }, finished: {} }),
  moveSays: { finish: "Finish" },
  amendIn: ["open"],
  only: { finish: [whoIs("manager", "security-official", "privacy-official"), allStepsDone(STEPS)] },
  async after({ tx, submission: { about } }) {
    if (about === null) return;
    const { devices, keys } = await heldBy(tx, about);
    if (devices + keys > 0)
      throw new Fault("move_not_possible", {
        detail: `They still have ${devices} devices and ${keys} keys of ours: take those back first.`,
      });
  },
});
