// SPDX-License-Identifier: Apache-2.0
// What went out, against what was due: a breach is closed when every clock that ran has its notice.
import { Fault } from "#base/fault.ts";
import { sql } from "#store/sql.ts";
import { endOf } from "../calendar.ts";
import type { HookCall } from "../form/form.ts";
import { taskKey } from "./keep-clocks.ts";

/** @throws Fault `not_yours_to_do` while a clock has no notice that was sent. */
export async function refuseUnsent({ tx, submission }: HookCall): Promise<void> {
  const { open } = await tx.one<{ open: number }>(sql`
    select count(*) as open from program.task where starts_with(key, ${taskKey(submission.id, "")}) and done_at is null`);
  if (open > 0) throw new Fault("not_yours_to_do", { detail: `${open} ${open === 1 ? "notice is" : "notices are"} not sent yet.` });
}

/** The last moment of a clock: the end of its day in the zone, or its instant. */
export const endOfClock = (dueBy: string, zone: string): Date => (dueBy.length === 10 ? endOf(dueBy, zone) : new Date(dueBy));
