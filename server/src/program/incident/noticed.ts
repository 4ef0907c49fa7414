// SPDX-License-Identifier: Apache-2.0
// When something was first noticed: clocks of law begin then. Whoever reported it knew of it, so that it is not later than the report.
import { MS_PER_MINUTE } from "#base/clock.ts";
import { Fault, type FieldFault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import type { Answers } from "../form/field.ts";

/** How far a clock on a wall may be ahead of ours. */
const AHEAD_MS = 5 * MS_PER_MINUTE;

/** @throws Fault `invalid_answers` for a moment after it was reported, or something that happened after it was noticed. */
export function refuseNoticed({ clock }: Pick<Parts, "clock">, { noticedAt, happenedAt }: Answers, filedAt: Date | null): void {
  const [noticed, happened] = [timeOf(noticedAt), timeOf(happenedAt)];
  const fields: FieldFault[] = [];
  if (noticed > (filedAt ?? clock.now()).getTime() + AHEAD_MS)
    fields.push({ at: "/answers/noticedAt", says: filedAt === null ? "Is a time that has come." : "Is not after it was reported." });
  if (happened > noticed) fields.push({ at: "/answers/happenedAt", says: "Is not after it was noticed." });
  if (fields.length > 0) throw new Fault("invalid_answers", { fields });
}

const timeOf = (value: unknown): number => (typeof value === "string" ? Date.parse(value) : Number.NaN);
