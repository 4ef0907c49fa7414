// SPDX-License-Identifier: Apache-2.0
import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconCircleMinus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { EvaluationItem } from "../../api/evaluation.ts";
import { Chip } from "../../part/status/chip.tsx";

/** What people said of a requirement. It was said, not proven: nothing here is green. */
export function JudgementChip({ of: { judgement, resolvedAt } }: { of: Pick<EvaluationItem, "judgement" | "resolvedAt"> }): ReactNode {
  if (judgement === "finding" && resolvedAt === null)
    return (
      <Chip tone="harm" icon={IconAlertCircle}>
        Finding
      </Chip>
    );
  if (judgement === null)
    return (
      <Chip tone="open" icon={IconCircleDashed}>
        Not judged
      </Chip>
    );
  return (
    <Chip
      tone={judgement === "does-not-apply" ? "open" : "plain"}
      icon={judgement === "does-not-apply" ? IconCircleMinus : IconCircleCheck}
    >
      {judgement === "finding" ? "Finding, resolved" : judgement === "does-not-apply" ? "Does not apply" : "As it should be"}
    </Chip>
  );
}
