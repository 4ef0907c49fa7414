// SPDX-License-Identifier: Apache-2.0
import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconCircleMinus, IconClockExclamation, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Device } from "../../api/device.ts";
import { Chip, type Tone } from "../../part/status/chip.tsx";
import { FAULT_SAYS, STANDING_SAYS } from "./device-words.ts";

type Evidence = Device["evidence"];

const LOOKS: Readonly<Record<Evidence["standing"], readonly [Tone, Icon]>> = {
  none: ["act", IconCircleDashed],
  failing: ["harm", IconAlertCircle],
  stale: ["soon", IconClockExclamation],
  fresh: ["proof", IconCircleCheck],
  "not-needed": ["open", IconCircleMinus],
};

/** What the newest check of a device says today. */
export function EvidenceChip({ of: { standing } }: { of: Evidence }): ReactNode {
  const [tone, icon] = LOOKS[standing];
  return (
    <Chip tone={tone} icon={icon}>
      {STANDING_SAYS[standing]}
    </Chip>
  );
}

/** "not shown to be encrypted, firewall not shown to be on": what was seen to be wrong, and what nobody saw. */
export const faultsSaid = ({ faults }: Evidence): string => faults.map((fault) => FAULT_SAYS[fault] ?? fault).join(", ");
