// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { today } from "../../calendar.ts";
import { form } from "../../form/form.ts";
import { noted } from "../../form/workflows.ts";

/** 164.308(a)(7)(ii)(B), (D): a copy counts once it was restored. */
export const restoreTest = form({
  name: "restore-test",
  title: "Restore test",
  plural: "Restore tests",
  says: "A backup of one of our systems, restored and compared. Those of this system's own records are tried by themselves, every week.",
  room: "incidents",
  cites: ["164.308(a)(7)(ii)(B)", "164.308(a)(7)(ii)(D)"],
  reach: "officials",
  titleField: "backup",
  aboutField: "system",
  decides: "met",
  fields: [
    { name: "system", label: "System", type: "submission", form: "system" },
    { name: "backup", label: "Which backup, of when", type: "line" },
    { name: "on", label: "Restored on", type: "date" },
    { name: "minutes", label: "How long it took", type: "number", min: 0, max: 100_000, unit: "minutes" },
    { name: "keyFrom", label: "From where the key was fetched", type: "line" },
    { name: "compared", label: "What was compared, and how", type: "text" },
    { name: "met", label: "Was it complete, and within the time we set?", type: "yes-no" },
    { name: "follow", label: "What follows", type: "text", when: { field: "met", is: ["no"] } },
  ],
  ...noted,
  async examine(parts, { on }) {
    if (typeof on === "string" && on > (await today(parts)))
      throw new Fault("invalid_answers", { fields: [{ at: "/answers/on", says: "Is a day to come." }] });
  },
});
