// SPDX-License-Identifier: Apache-2.0
import type { Parts } from "#gate/parts.ts";
import { Fault } from "#base/fault.ts";
import { closeTasks } from "../../task/task.ts";
import type { Answers } from "../../form/field.ts";
import { form } from "../../form/form.ts";
import { supersedeOthers } from "../../form/supersede.ts";
import { decidedBy } from "../../form/workflows.ts";
import { groundOf } from "../ground.ts";
import { systemsInUse } from "../known.ts";
import { openPlanTasks, planTaskKeys } from "../plan-tasks.ts";
import { PLAN_FIELDS } from "../plan-fields.ts";
import { lineIn, rowsIn } from "../words.ts";

const giveWay = supersedeOthers("approve", "approved", "superseded");

/** Which systems it names, as they are now: whoever writes does not say it, the inventory does. */
async function derive(parts: Parts, answers: Answers): Promise<Answers> {
  const named = rowsIn(answers["systems"]).map((row) => lineIn(row, "system"));
  const systems = named.length === 0 ? [] : await systemsInUse(parts, parts.db.in({ role: "part164_app", tenant: parts.installation }));
  return { ground: groundOf(systems, named) };
}

/** @throws Fault `invalid_answers` for a system that stands there twice: its order and hours would be in doubt. */
function examine(_parts: Parts, answers: Answers): void {
  const named = rowsIn(answers["systems"]).map((row) => lineIn(row, "system"));
  const twice = named.flatMap((id, n) =>
    id !== "" && named.indexOf(id) < n ? [{ at: `/answers/systems/${n}/system`, says: "Stands there already." }] : [],
  );
  if (twice.length > 0) throw new Fault("invalid_answers", { fields: twice });
}

const DECIDED = decidedBy("executive", "security-official", "privacy-official");

/** 164.308(a)(7)(ii)(A) to (C): a backup, a disaster recovery and an emergency mode operation plan, one of each in force. */
export const contingencyPlan = form({
  name: "contingency-plan",
  title: "Contingency plan",
  plural: "Contingency plans",
  says: "What is done when systems fail: who, whom to call, in which order, by which steps. Printed, because the screens may be dark.",
  room: "incidents",
  cites: [
    "164.308(a)(7)(i)",
    "164.308(a)(7)(ii)(A)",
    "164.308(a)(7)(ii)(B)",
    "164.308(a)(7)(ii)(C)",
    "164.310(a)(2)(i)",
    "164.312(a)(2)(ii)",
  ],
  reach: "officials",
  titleField: "kind",
  aboutField: "kind",
  isSole: true,
  decides: "kind",
  awaits: { submitted: { title: "Approve a contingency plan", role: "executive", days: 14 } },
  fields: PLAN_FIELDS,
  ...DECIDED,
  moveSays: { ...DECIDED.moveSays, submit: "Hand in" },
  derive,
  examine,
  after: giveWay,
  async keeps(call) {
    const { parts, tx, submission, by, today } = call;
    if (submission.state === "approved") await openPlanTasks(parts, tx, { plan: submission.id, approvedOn: today });
    else await closeTasks(parts, tx, { keys: planTaskKeys(submission.id), by });
  },
});
