// SPDX-License-Identifier: Apache-2.0
import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconClockHour4 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Chip } from "../../part/status/chip.tsx";
import type { Standing } from "./training-words.ts";

/** Where somebody stands with a course or with all of them: a word, with its icon. */
export function StateChip({ is }: { is: Standing }): ReactNode {
  switch (is) {
    case "done":
      return (
        <Chip tone="plain" icon={IconCircleCheck}>
          Done
        </Chip>
      );
    case "due":
      return (
        <Chip tone="act" icon={IconClockHour4}>
          Due
        </Chip>
      );
    case "overdue":
      return (
        <Chip tone="harm" icon={IconAlertCircle}>
          Overdue
        </Chip>
      );
    case "none":
      return (
        <Chip tone="open" icon={IconCircleDashed}>
          Not assigned
        </Chip>
      );
  }
}
