// SPDX-License-Identifier: Apache-2.0
import { form } from "../../form/form.ts";
import { noted } from "../../form/workflows.ts";

export const restoreTest = form({
  name: "restore-test",
  title: "Restore test",
  plural: "Restore tests",
  says: "A backup of one of our systems, restored and compared. Those of this system's own records are tried by themselves, every week.",
  room: "evaluation",
  cites: ["164.308(a)(7)(ii)(B)", "164.308(a)(7)(ii)(D)"],
  reach: "officials",
  titleField: "system",
  fields: [
    { name: "system", label: "System", type: "line" },
    { name: "backup", label: "Which backup, of when", type: "line" },
    { name: "on", label: "Restored on", type: "date" },
    { name: "minutes", label: "How long it took", type: "number", min: 0, max: 100_000, unit: "minutes" },
    { name: "compared", label: "What was compared, and how", type: "text" },
    { name: "met", label: "Was it complete, and within the time we set?", type: "yes-no" },
    { name: "follow", label: "What follows", type: "text", when: { field: "met", is: ["no"] } },
  ],
  ...noted,
  recurs: { states: ["signed"], everyDays: 91, title: "Restore a backup and compare it", role: "security-official", basis: "policy" },
});
