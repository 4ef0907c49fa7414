// SPDX-License-Identifier: Apache-2.0
import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconCircleDot } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ActivityItem } from "../../api/activity.ts";
import { Chip } from "../../part/status/chip.tsx";

/** What people said of an item. It was said, not proven: nothing here is green. */
export function DecisionChip({ of: { decision, resolvedAt } }: { of: Pick<ActivityItem, "decision" | "resolvedAt"> }): ReactNode {
  if (decision === "incident")
    return (
      <Chip tone="harm" icon={IconAlertCircle}>
        Incident
      </Chip>
    );
  if (decision === "follow-up" && resolvedAt === null)
    return (
      <Chip tone="act" icon={IconCircleDot}>
        To follow up
      </Chip>
    );
  if (decision === null)
    return (
      <Chip tone="open" icon={IconCircleDashed}>
        Not decided
      </Chip>
    );
  return (
    <Chip tone="plain" icon={IconCircleCheck}>
      {decision === "follow-up" ? "Followed up" : "As expected"}
    </Chip>
  );
}
