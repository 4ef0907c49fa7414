// SPDX-License-Identifier: Apache-2.0
import { form } from "../../form/form.ts";
import { noted } from "../../form/workflows.ts";

export const workstationCheck = form({
  name: "workstation-check",
  title: "Workstation check",
  plural: "Workstation checks",
  says: "One workstation or mobile device: encrypted, locked, patched, whose.",
  room: "registers",
  cites: ["164.310(b)", "164.310(c)", "164.312(a)(2)(iv)"],
  reach: "everybody",
  titleField: "device",
  fields: [
    { name: "device", label: "Device and serial number", type: "line" },
    { name: "custodian", label: "Whose", type: "user" },
    { name: "system", label: "Operating system and version", type: "line" },
    { name: "encrypted", label: "Is its disk encrypted?", type: "yes-no" },
    { name: "lock", label: "Minutes until the screen locks", type: "number", min: 0, max: 240, unit: "minutes" },
    { name: "patchedOn", label: "Last updated", type: "date" },
    { name: "malware", label: "Protection against malicious software", type: "line" },
    { name: "firewall", label: "Is its firewall on?", type: "yes-no" },
  ],
  ...noted,
  recurs: { states: ["signed"], everyDays: 90, title: "Check the workstations", role: "security-official", basis: "policy" },
  proves: [{ cite: "164.310(c)", aspect: "practice", states: ["signed"], freshDays: 120 }],
});
