// SPDX-License-Identifier: Apache-2.0
import { IconAlertCircle, IconAlertTriangle, IconCircle, IconCircleDashed, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Chip, type Tone } from "../../part/status/chip.tsx";

const LOOK: Readonly<Record<string, readonly [Tone, Icon]>> = {
  low: ["plain", IconCircle],
  moderate: ["plain", IconCircle],
  high: ["soon", IconAlertTriangle],
  critical: ["harm", IconAlertCircle],
};

/** "12 high": a score with its level in words. People rated it: nothing here is green. */
export function LevelChip({ of }: { of: { readonly score: number; readonly level: string } | null }): ReactNode {
  const [tone, icon] = LOOK[of?.level ?? ""] ?? (["open", IconCircleDashed] as const);
  return (
    <Chip tone={tone} icon={icon}>
      {of === null ? "Not rated" : `${of.score} ${of.level}`}
    </Chip>
  );
}
