// SPDX-License-Identifier: Apache-2.0
import type { Clock } from "./clock.ts";

export type TravellingClock = Clock & {
  /** Goes on to this instant; never back. */
  travelTo(instant: Date): void;
  /** From here on it is the clock it stands for. */
  arrive(): void;
};

/** A clock that begins in the past and can be moved forward, until it arrives at the present. For making a demonstration's history. */
export function travellingClock(present: Clock, start: Date): TravellingClock {
  let offsetMs = present.now().getTime() - start.getTime();
  let extraMonotonicMs = 0;
  return {
    now: () => new Date(present.now().getTime() - offsetMs),
    monotonicMs: () => present.monotonicMs() + extraMonotonicMs,
    travelTo(instant) {
      const wishMs = instant.getTime() - (present.now().getTime() - offsetMs);
      const aheadMs = Math.min(wishMs, offsetMs); // No further than the present: both its times must arrive there together.
      if (aheadMs <= 0) return;
      offsetMs -= aheadMs;
      extraMonotonicMs += aheadMs;
    },
    arrive() {
      extraMonotonicMs += offsetMs;
      offsetMs = 0;
    },
  };
}
