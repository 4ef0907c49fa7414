// SPDX-License-Identifier: Apache-2.0
import type { Parts } from "#gate/parts.ts";
import { Fault } from "#base/fault.ts";
import { sql } from "#store/sql.ts";
import { today } from "../../calendar.ts";
import type { Answers } from "../../form/field.ts";
import { form } from "../../form/form.ts";
import { closeTasks } from "../../task/task.ts";
import { workflow } from "../../workflow.ts";
import { printTask } from "../plan-tasks.ts";
import { approvalDays } from "../plans.ts";

/** @throws Fault `invalid_answers` for a day to come, and for a plan that nobody approved: what lies in the drawer is what is in force. */
async function examine(parts: Parts, { plan, on }: Answers): Promise<void> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const row = await db.maybe<{ state: string }>(
    sql`select state from program.submission where id = ${String(plan)} and form = 'contingency-plan'`,
  );
  const approvedOn = (await approvalDays(parts, db, row === undefined ? [] : [String(plan)])).get(String(plan));
  const fields = [
    ...(row?.state === "approved" ? [] : [{ at: "/answers/plan", says: "Is not in force: print the one that is." }]),
    ...(typeof on === "string" && on > (await today(parts)) ? [{ at: "/answers/on", says: "Is a day to come." }] : []),
    ...(typeof on === "string" && approvedOn !== undefined && on < approvedOn
      ? [{ at: "/answers/on", says: `Is not before it was approved, on ${approvedOn}: another one was printed then.` }]
      : []),
  ];
  if (fields.length > 0) throw new Fault("invalid_answers", { fields });
}

/** A plan that is only on the dark screen is no plan: where its copies on paper are. */
export const planPrinting = form({
  name: "plan-printing",
  title: "Printing of a contingency plan",
  plural: "Printed contingency plans",
  says: "A plan was printed and put where people find it when nothing works.",
  room: "incidents",
  cites: ["164.308(a)(7)(i)", "164.316(b)(2)(ii)"],
  reach: "officials",
  titleField: "on",
  aboutField: "plan",
  fields: [
    { name: "plan", label: "Which plan", type: "submission", form: "contingency-plan", offers: { states: ["approved"] } },
    { name: "on", label: "Printed on", type: "date" },
    {
      name: "places",
      label: "Where it lies",
      type: "rows",
      rowsMax: 20,
      add: "Add a place",
      columns: [
        { name: "place", label: "Place", type: "line" },
        { name: "keeper", label: "With whom", type: "member" },
      ],
    },
  ],
  workflow: workflow("recorded", { recorded: {} }),
  moveSays: {},
  amendIn: [],
  examine,
  async keeps({ parts, tx, submission, by }) {
    if (submission.about !== null) await closeTasks(parts, tx, { keys: printTask(submission.about), by });
  },
});
