// SPDX-License-Identifier: Apache-2.0
// A clock that runs is a task that is open, in the transaction of whatever changed it. What was sent in time stays done.
import type { Entity } from "#rule/rule.ts";
import { sql } from "#store/sql.ts";
import { type Day, dayAt, zoneIn } from "../calendar.ts";
import type { KeepCall } from "../form/form.ts";
import { closeTasksBut, openTask, reopenTask } from "../task/task.ts";
import { answersClock, clocksOf, type NamedClock } from "./clocks-of.ts";

/** States in which clocks run: a breach is presumed until it is decided. */
export const RUNNING = ["presumed", "submitted", "breach"];

const TITLES: Readonly<Record<NamedClock["duty"], string>> = {
  "notify-individuals": "Breach clock: tell the individuals",
  "notify-media": "Breach clock: tell the media of a State",
  "notify-secretary": "Breach clock: tell the Secretary",
  "notify-covered-entity": "Breach clock: tell the customer, as the law says",
  "notify-covered-entity-by-contract": "Breach clock: tell the customer, as the contract says",
};

/** A hook of the assessment's form. */
export async function keepClocks({ parts, tx, submission, by }: KeepCall): Promise<void> {
  const { id, state, answers } = submission;
  const zone = await zoneIn(tx);
  const { entity } = await tx.one<{ entity: Entity | null }>(sql`select entity from part164.installation`);
  const sent = await tx.rows<{ clock: string }>(sql`select clock from program.notice_sent where breach = ${id}`);
  const clocks = RUNNING.includes(state) ? clocksOf(answers, entity) : [];
  const wanted = clocks.filter(({ key }) => !sent.some(({ clock }) => answersClock(clock, key)));
  const keyOf = ({ key }: NamedClock): string => taskKey(id, key);
  for (const clock of wanted) {
    const key = keyOf(clock);
    await reopenTask(tx, key);
    await openTask(parts, tx, {
      key,
      title: TITLES[clock.duty],
      cite: clock.cite,
      basis: clock.duty === "notify-covered-entity-by-contract" ? "contract" : "law",
      href: `/breaches/${id}`,
      owner: { role: "privacy-official" },
      dueOn: dayDue(clock, zone),
    });
  }
  await closeTasksBut(parts, tx, { keys: taskKey(id, ""), but: wanted.map(keyOf), by });
}

/** The day in the organization's zone on which a clock ends: one in hours ends at an instant, which another zone has on another day. */
const dayDue = ({ dueBy }: NamedClock, zone: string): Day => (dueBy.includes("T") ? dayAt(new Date(dueBy), zone) : dueBy);

/** The task of a breach's clock. */
export const taskKey = (breach: string, clock: string): string => `breach:${breach}:${clock}`;
