// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { clockTime, dateAt, day, exact, moment, relative } from "../time/times.ts";
import { useNow, useZone } from "../time/use-now.ts";

/** How a time reads here. The exact instant with its zone is always one hover, or one detail, away. */
type Form = "relative" | "day" | "time" | "clock" | "date" | "moment" | "exact";

export function When({ at, as = "relative", className }: { at: string | null; as?: Form; className?: string }): ReactNode {
  const zone = useZone();
  const now = useNow();
  if (at === null) return <span className={className}>never</span>;
  const says = {
    relative: () => relative(at, now),
    day: () => day(at, zone, now),
    time: () => clockTime(at, zone),
    clock: () => clockTime(at, zone, true),
    date: () => dateAt(at, zone),
    moment: () => moment(at, zone),
    exact: () => exact(at, zone),
  }[as]();
  return (
    <time dateTime={at} title={as === "exact" ? undefined : exact(at, zone)} className={className}>
      {says}
    </time>
  );
}
