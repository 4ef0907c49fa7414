// SPDX-License-Identifier: Apache-2.0
import ical from "ical-generator";
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { plusDays, today } from "../../calendar.ts";
import { openTasks } from "../../task/task.ts";

const TASKS_MAX = 500;
const BEHIND_DAYS = 90;
const AHEAD_DAYS = 400;

/** One person's tasks as all-day events (RFC 5545): titles and days, nothing else. */
export const readCalendar = operation({
  name: "program.calendar.read",
  cites: ["164.316(b)(1)"],
  says: "Read a calendar",
  groups: ["program.list", "program.calendar"],
  route: { method: "GET", path: "/v1/calendar.ics" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.undefined(),
  file: "text/calendar",
  effect: "read",
  log: "organization",
  async run({ parts, actor, db }) {
    if (actor.kind !== "user") throw new Fault("not_yours_to_do", { detail: "A calendar is a person's." });
    const day = await today(parts);
    const within = { from: plusDays(day, -BEHIND_DAYS), to: plusDays(day, AHEAD_DAYS) };
    const tasks = await openTasks(db, { mine: { user: actor.id, roles: actor.roles }, ...within }, TASKS_MAX);
    const calendar = ical({ name: "Part164 tasks", prodId: { company: "Part164", product: "Part164", language: "EN" } });
    for (const { key, title, due_on, cite, href } of tasks)
      calendar.createEvent({
        id: `${Buffer.from(key).toString("base64url")}@${parts.installation}.part164`,
        start: new Date(`${due_on}T00:00:00Z`),
        allDay: true,
        stamp: parts.clock.now(),
        summary: title,
        description: cite === null ? "" : `45 CFR ${cite}`,
        url: `${parts.config.PART164_ORIGIN.origin}${href}`,
      });
    const bytes = Buffer.from(calendar.toString(), "utf8");
    return { output: undefined, file: { bytes, size: bytes.length, name: "part164.ics", type: "text/calendar; charset=utf-8" } };
  },
});
