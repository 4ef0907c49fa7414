// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import type { StandingPlan } from "../plans.ts";

/** How a plan in force stands. */
export const PlanStanding = z.object({
  id: z.string(),
  approvedOn: z.string(),
  /** The last day on which it counts. */
  reviewOn: z.string(),
  isFresh: z.boolean(),
  /** Why it no longer describes what is there. */
  stale: z.array(z.object({ why: z.string(), of: z.string(), says: z.string() })),
  printed: z.array(z.object({ on: z.string(), places: z.array(z.object({ place: z.string(), keeper: z.string() })) })),
});

export const standingView = ({ id, approvedOn, staleOn, isFresh, reasons, printed }: StandingPlan): z.infer<typeof PlanStanding> => ({
  id,
  approvedOn,
  reviewOn: staleOn,
  isFresh,
  stale: reasons.map(({ why, of, says }) => ({ why, of, says })),
  printed: printed.map(({ on, places }) => ({ on, places: places.map((one) => ({ ...one })) })),
});
