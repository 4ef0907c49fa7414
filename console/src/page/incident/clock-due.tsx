// SPDX-License-Identifier: Apache-2.0
// What a clock says: how long it still runs, in days or hours; or that its notice is out.
import { IconAlertCircle, IconCircleCheck, IconCircleMinus, IconClockHour4 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { BreachClock } from "../../api/incident.ts";
import { Chip } from "../../part/status/chip.tsx";
import { When } from "../../part/when.tsx";
import { dayOf, dueDay, span } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";

const SOON_MS = 7 * 86_400_000;

export function ClockDue({ of: clock }: { of: Pick<BreachClock, "dueBy" | "lateAt" | "standing"> }): ReactNode {
  const [now, zone] = [useNow(), useZone()];
  if (clock.standing === "sent" || clock.standing === "sent-late")
    return (
      <Chip tone={clock.standing === "sent" ? "plain" : "soon"} icon={clock.standing === "sent" ? IconCircleCheck : IconAlertCircle}>
        {clock.standing === "sent" ? "Sent in time" : "Sent late"}
      </Chip>
    );
  if (clock.standing === "stopped")
    return (
      <Chip tone="open" icon={IconCircleMinus}>
        Stopped
      </Chip>
    );
  const leftMs = Date.parse(clock.lateAt) - now;
  const isHours = clock.dueBy.length > 10;
  const says = isHours ? (leftMs < 0 ? `${span(-leftMs)} late` : `${span(leftMs)} left`) : dueDay(clock.dueBy, dayOf(now, zone)).says;
  if (leftMs > SOON_MS) return <span className="strong num">{says}</span>;
  return (
    <Chip tone={leftMs < 0 ? "harm" : "soon"} icon={leftMs < 0 ? IconAlertCircle : IconClockHour4}>
      {says}
    </Chip>
  );
}

/** The day or the moment by which it is due. */
export function DueBy({ of: { dueBy } }: { of: Pick<BreachClock, "dueBy"> }): ReactNode {
  return dueBy.length === 10 ? <When at={dueBy} as="date" /> : <When at={dueBy} as="moment" />;
}
