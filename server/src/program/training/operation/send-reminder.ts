// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { plusDays, today } from "../../calendar.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { nextReminder, reminderTexts, sendReminder as send } from "../reminder.ts";
import { trainingRules } from "../training-rules.ts";
import { before } from "./shapes.ts";

const body = z.strictObject({
  id: z.string().max(60).optional().meta({ description: "A text of the library; the next one otherwise." }),
  own: z
    .strictObject({ title: z.string().trim().min(5).max(80), text: z.string().trim().min(20).max(900) })
    .optional()
    .meta({ description: "A text of your own. Nothing about an individual belongs in it." }),
});

export const sendReminder = operation({
  name: "program.reminder.send",
  cites: ["164.308(a)(5)(ii)(A)"],
  says: "Sent a security reminder",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/reminders" },
  input: z.object({ path: nothing, query: nothing, body }),
  output: z.object({ id: z.string(), title: z.string(), audience: z.number() }),
  status: 201,
  effect: "write",
  log: "organization",
  async prepare({ parts, input: { body: given } }) {
    const found = (await reminderTexts()).find(({ id }) => id === given.id);
    if (given.id !== undefined && (found === undefined || given.own !== undefined))
      throw new Fault("malformed_input", {
        fields: [{ at: "/id", says: "Is the id of a text of the library, without a text of your own." }],
      });
    const { reminderDays } = await trainingRules(parts, before(parts));
    return { day: await today(parts), reminderDays, found };
  },
  async run({ parts, actor, db, input: { body: given } }, _loaded, { day, reminderDays, found }) {
    const own = given.own === undefined ? undefined : { id: null, title: given.own.title, body: given.own.text };
    const text = own ?? found ?? (await nextReminder(db));
    const sent = await send(parts, db, text, { day, dueOn: plusDays(day, reminderDays), by: byOf(actor) });
    const record = { type: "program.reminder", id: sent.id, version: 1 };
    const detail = { text: text.id, sha256: sent.sha256, audience: sent.audience };
    return { output: { id: sent.id, title: text.title, audience: sent.audience }, record, detail };
  },
});
