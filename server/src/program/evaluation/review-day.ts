// SPDX-License-Identifier: Apache-2.0
// What was decided once is decided again [164.306(e), 164.316(b)(2)(iii)]: a decision without an end would be one for ever.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { type Day, plusYears, today } from "../calendar.ts";

/** @throws Fault `invalid_answers` unless the day is between tomorrow and a year from now. */
export async function refuseFarReview(parts: Parts, reviewOn: Day): Promise<void> {
  const now = await today(parts);
  if (reviewOn <= now || reviewOn > plusYears(now, 1))
    throw new Fault("invalid_answers", { fields: [{ at: "/answers/reviewOn", says: "Is between tomorrow and a year from now." }] });
}
