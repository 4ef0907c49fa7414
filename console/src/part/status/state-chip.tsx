// SPDX-License-Identifier: Apache-2.0
import { IconCircleCheck, IconCircleDashed, IconCircleDot, IconCircleMinus, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Chip, type Tone } from "./chip.tsx";

const STATES: readonly (readonly [Tone, Icon, readonly string[]])[] = [
  ["open", IconCircleDashed, ["draft"]],
  [
    "open",
    IconCircleMinus,
    ["discarded", "superseded", "withdrawn", "rejected", "refused", "declined", "retired", "ended", "stopped", "did not join"],
  ],
  ["act", IconCircleDot, ["submitted", "proposed", "asked", "reviewed", "contracted", "open"]],
];

/** The state of what was filed, in the words of its own table. What stands is slate: it was said, not proven. */
export function StateChip({ is }: { is: string }): ReactNode {
  const [tone, icon] = STATES.find(([, , states]) => states.includes(is)) ?? (["plain", IconCircleCheck] as const);
  return (
    <Chip tone={tone} icon={icon}>
      {`${is.slice(0, 1).toUpperCase()}${is.slice(1)}`}
    </Chip>
  );
}
