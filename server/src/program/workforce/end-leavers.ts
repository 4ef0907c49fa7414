// SPDX-License-Identifier: Apache-2.0
// Access ends by itself when the last day is over [164.308(a)(3)(ii)(C)], also if nothing ran at that moment: it ends at the next look.
import type { UserId } from "#base/id.ts";
import { endUser } from "#access/user.ts";
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import { today } from "../calendar.ts";
import { leaversToEnd } from "./roster.ts";

/** Ends the access of those whose last day is over. Answers how many those were. */
export async function endLeavers(parts: Parts): Promise<number> {
  const scope = { role: "part164_app", tenant: parts.installation } as const;
  const leavers = await leaversToEnd(parts.db.in(scope), await today(parts));
  for (const { member, user } of leavers) {
    const recording = await parts.ledger.recorder.prepare(parts.installation);
    await parts.db.transaction(scope, async (tx) => {
      const unheld = await endUser(parts, tx, user as UserId, true); // A user's id stands there; the last official leaves all the same.
      const record = { type: "program.member", id: member, version: null };
      await recording.recordIn(tx, systemAct(parts.installation, "access.user.end", { record, detail: { user, because: "left", unheld } }));
    });
    recording.committed();
  }
  return leavers.length;
}
