// SPDX-License-Identifier: Apache-2.0
// Who is to look at which device by when: one open task for each device, worked out from what stands, so that an outage leaves one overdue
// and not five. What is not to be looked at any more asks nobody.
import type { Parts } from "#gate/parts.ts";
import { dayAt, plusDays, zoneOf } from "../calendar.ts";
import { closeTasksBut, openTask } from "../task/task.ts";
import { needsEvidence } from "./evidence.ts";
import { inventory, peopleById, type Standing } from "./inventory.ts";

/** Days within which a new device is looked at first, or one that fails is mended. */
const SOON_DAYS = 7;

/** Brings the tasks of all devices in line with their checks. Does nothing twice. */
export async function keepCheckTasks(parts: Parts): Promise<void> {
  const scope = { role: "part164_app", tenant: parts.installation } as const;
  const db = parts.db.in(scope);
  const zone = await zoneOf(parts);
  const day = dayAt(parts.clock.now(), zone);
  const wanted = (await inventory(parts, db, { custodian: null, isOpen: true })).filter(({ row, answers }) =>
    needsEvidence({ state: row.state, answers }),
  );
  const people = await peopleById(
    db,
    wanted.flatMap(({ row }) => row.about ?? []),
    day,
  );
  const tasks = wanted.map((one) => ({ ...taskOf(one, zone), device: one }));
  await parts.db.transaction(scope, async (tx) => {
    await closeTasksBut(parts, tx, { keys: "device-check:", but: tasks.map(({ key }) => key), by: null });
    for (const { device, ...task } of tasks) {
      const person = people.get(device.row.about ?? "");
      const owner = person?.isUser === true && !person.hasLeft ? { user: person.id } : { role: "security-official" as const };
      await openTask(parts, tx, { ...task, owner, cite: "164.310(c)", basis: "policy" });
    }
  });
}

/** A task is of one custodian and one newest check: another of either is another task. */
function taskOf({ row, evidence }: Standing, zone: string): { key: string; title: string; href: string; dueOn: string } {
  const { checkedOn, staleOn, standing } = evidence;
  const added = plusDays(dayAt(row.received_at, zone), SOON_DAYS);
  const isFailing = standing === "failing" && checkedOn !== null;
  return {
    key: `device-check:${row.id}:${row.about ?? ""}:${checkedOn ?? "first"}`,
    title: isFailing ? "Mend what a check of a device found, and check it again" : "Check a device that you have",
    href: `/devices/${row.id}`,
    dueOn: isFailing ? plusDays(checkedOn, SOON_DAYS) : (staleOn ?? added),
  };
}
