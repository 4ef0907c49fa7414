// SPDX-License-Identifier: Apache-2.0
// Days where the tests' organization is. A day taken from UTC is tomorrow's there from the afternoon on: a test that used one would fail
// by the hour it runs at.
import type { Clock } from "#base/clock.ts";
import { dayAt, plusDays } from "#program/calendar.ts";

/** The zone that every organization of the tests is set up in. */
export const ZONE = "America/Los_Angeles";

/** The day there, so many days ahead of the clock's; back if negative. */
export function dayHere({ clock }: { readonly clock: Clock }, ahead = 0): string {
  return plusDays(dayAt(clock.now(), ZONE), ahead);
}
