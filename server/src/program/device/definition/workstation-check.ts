// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { today } from "../../calendar.ts";
import type { Answers } from "../../form/field.ts";
import { form, type Guard, whoIs } from "../../form/form.ts";
import { openContent, submissionById } from "../../form/submission.ts";
import { closeTasks } from "../../task/task.ts";
import { workflow } from "../../workflow.ts";
import { idIn } from "../id-in.ts";
import { newestChecks } from "../inventory.ts";
import { looksAt } from "../kinds.ts";

/** What an answer is about must be seen by whoever says so. */
const custodianOrOfficial: Guard = ({ user, roles }, { answers }) =>
  (user !== null && user === answers["custodian"]) || roles.includes("security-official") || roles.includes("manager")
    ? null
    : "For who has the device, the security official or a manager to sign.";

const runs = { field: "looks", is: ["runs"] } as const;

/** One look at one device [164.310(b), 164.310(c)]. What the device is, the server puts in; whether it passes, nobody writes. */
export const workstationCheck = form({
  name: "workstation-check",
  title: "Workstation check",
  plural: "Workstation checks",
  says: "One look at one device: encrypted, locked, patched. It counts for as many days as the policy says.",
  room: "registers",
  cites: ["164.310(b)", "164.310(c)", "164.312(a)(2)(iv)"],
  reach: "everybody",
  titleField: "name",
  aboutField: "device",
  fields: [
    { name: "device", label: "Device", type: "submission", form: "device" },
    { name: "name", label: "What it is called", type: "line", isDerived: true },
    { name: "custodian", label: "Who has it", type: "member", isDerived: true },
    {
      name: "looks",
      label: "What it is",
      type: "choice",
      options: [
        { value: "runs", label: "It has an operating system" },
        { value: "medium", label: "A medium: it can only be encrypted" },
      ],
    },
    { name: "checkedOn", label: "Looked at on", type: "date" },
    { name: "encrypted", label: "Is its disk encrypted?", type: "yes-no" },
    { name: "system", label: "Operating system and version", type: "line", when: runs },
    {
      name: "lock",
      label: "Minutes until the screen locks",
      help: "0: it never locks.",
      type: "number",
      min: 0,
      max: 240,
      unit: "minutes",
      when: runs,
    },
    { name: "patchedOn", label: "Last updated", type: "date", when: runs },
    { name: "malware", label: "Does protection against malicious software run?", type: "yes-no", when: runs },
    { name: "firewall", label: "Is its firewall on?", type: "yes-no", when: runs },
    { name: "source", label: "From this file", type: "document", isDerived: true, isOptional: true },
  ],
  workflow: workflow("draft", {
    draft: { sign: "signed", discard: "discarded" },
    signed: { withdraw: "withdrawn" },
    discarded: {},
    withdrawn: {},
  }),
  moveSays: { sign: "Sign", discard: "Discard", withdraw: "Withdraw" },
  amendIn: ["draft"],
  draftIn: ["draft", "discarded"],
  asksWhy: ["withdraw"],
  only: { sign: [custodianOrOfficial], withdraw: [whoIs("security-official", "manager")] },
  async derive(parts, answers) {
    const found = await deviceOf(parts, answers["device"]);
    return { name: found?.["name"], custodian: found?.["custodian"] };
  },
  async examine(parts, answers) {
    const found = await deviceOf(parts, answers["device"]);
    const { checkedOn, patchedOn } = answers;
    if (found !== undefined && answers["looks"] === "medium" && looksAt(found["kind"]) === "runs")
      throw wrong("looks", "It has an operating system.");
    if (typeof checkedOn === "string" && checkedOn > (await today(parts))) throw wrong("checkedOn", "Is a day that has come.");
    const newest = await newestDay(parts, answers["device"]);
    if (typeof checkedOn === "string" && newest !== null && checkedOn < newest)
      throw wrong("checkedOn", `Is not before the newest check, of ${newest}: an older look proves nothing newer.`);
    if (typeof checkedOn === "string" && typeof patchedOn === "string" && patchedOn > checkedOn)
      throw wrong("patchedOn", "Is not after the day on which it was looked at.");
  },
  async after({ parts, tx, submission: { about }, move, mover }) {
    if (move === "sign" && about !== null) await closeTasks(parts, tx, { keys: `device-check:${about}:`, by: mover.user });
  },
});

/** The day of a device's newest signed check. */
async function newestDay(parts: Parts, named: unknown): Promise<string | null> {
  const id = idIn(named);
  const checks = id === null ? null : await newestChecks(parts, parts.db.in({ role: "part164_app", tenant: parts.installation }), [id]);
  const day = checks?.get(id ?? "")?.["checkedOn"];
  return typeof day === "string" ? day : null;
}

async function deviceOf(parts: Parts, named: unknown): Promise<Answers | undefined> {
  const id = idIn(named);
  const row = id === null ? undefined : await submissionById(parts.db.in({ role: "part164_app", tenant: parts.installation }), id);
  return row?.form === "device" ? (await openContent(parts, row)).answers : undefined;
}

const wrong = (field: string, says: string): Fault => new Fault("invalid_answers", { fields: [{ at: `/answers/${field}`, says }] });
