// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { form } from "../../form/form.ts";
import { supersedeOthers } from "../../form/supersede.ts";
import { decidedBy } from "../../form/workflows.ts";
import { CRITICALITY_OPTIONS, lineIn, rowsIn } from "../words.ts";

const giveWay = supersedeOthers("approve", "approved", "superseded");

/** 164.308(a)(7)(ii)(E): assess the relative criticality of applications and data in support of the other parts of the plan. */
export const criticalityAnalysis = form({
  name: "criticality-analysis",
  title: "Criticality analysis",
  plural: "Criticality analyses",
  says: "What each system is needed for, how long we can do without it, what it hangs on, and how the work is done meanwhile.",
  room: "incidents",
  cites: ["164.308(a)(7)(ii)(E)"],
  reach: "officials",
  titleField: "about",
  aboutField: "about",
  isSole: true,
  awaits: { submitted: { title: "Approve the criticality analysis", role: "executive", days: 14 } },
  fields: [
    { name: "about", label: "About", type: "choice", options: [{ value: "all-systems", label: "All systems and their data" }] },
    {
      name: "systems",
      label: "Systems",
      type: "rows",
      rowsMax: 200,
      add: "Add a system",
      columns: [
        { name: "system", label: "System", type: "submission", form: "system" },
        { name: "neededWithin", label: "We can do without it", type: "choice", options: CRITICALITY_OPTIONS },
        { name: "harm", label: "What stands still without it, and who is harmed", type: "line", lengthMax: 400 },
        { name: "depends", label: "What it depends on", help: "Systems, providers, people, keys.", type: "line", lengthMax: 400 },
        { name: "manual", label: "How the work is done while it is down", type: "line", lengthMax: 400 },
      ],
    },
    { name: "method", label: "How it was found out", help: "Who was asked, and what was looked at.", type: "text" },
  ],
  ...decidedBy("executive", "security-official", "privacy-official"),
  after: giveWay,
  examine(_parts, answers) {
    const named = rowsIn(answers["systems"]).map((row) => lineIn(row, "system"));
    const twice = named.flatMap((id, n) =>
      id !== "" && named.indexOf(id) < n ? [{ at: `/answers/systems/${n}/system`, says: "Stands there already." }] : [],
    );
    if (twice.length > 0) throw new Fault("invalid_answers", { fields: twice });
  },
});
