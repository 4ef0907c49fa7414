// SPDX-License-Identifier: Apache-2.0
import {
  IconAlertCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleMinus,
  IconCircleX,
  IconClockHour4,
  IconGitFork,
  IconHelpCircle,
  type Icon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { VERDICT_SAYS, type CheckStatus, type Verdict as VerdictWord } from "../../api/verdict.ts";
import { dayOf, due, dueDay, type Urgency } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { Chip, type Tone } from "./chip.tsx";

const VERDICT: Readonly<Record<VerdictWord, readonly [Tone, Icon]>> = {
  met: ["proof", IconCircleCheck],
  alternative: ["plain", IconGitFork],
  "partly-met": ["plain", IconCircleHalf2],
  gap: ["harm", IconCircleX],
  "not-applicable": ["open", IconCircleMinus],
  "not-assessed": ["open", IconCircleDashed],
};

/** The verdict of one requirement. */
export function Verdict({ is }: { is: VerdictWord }): ReactNode {
  const [tone, icon] = VERDICT[is];
  return (
    <Chip tone={tone} icon={icon}>
      {VERDICT_SAYS[is]}
    </Chip>
  );
}

export const STATUS_SAYS: Readonly<Record<CheckStatus, string>> = {
  pass: "Passed",
  accepted: "Accepted",
  fail: "Failed",
  error: "Could not run",
  stale: "Stale",
  unknown: "Never run",
  "not-applicable": "Not applicable",
};

const STATUS: Readonly<Record<CheckStatus, readonly [Tone, Icon]>> = {
  pass: ["plain", IconCircleCheck], // A passed check is not yet proof: slate, never green.
  accepted: ["plain", IconCircleCheck],
  fail: ["harm", IconCircleX],
  error: ["harm", IconAlertCircle],
  stale: ["soon", IconClockHour4],
  unknown: ["open", IconHelpCircle],
  "not-applicable": ["open", IconCircleMinus],
};

/** The last result of a check. */
export function Status({ is }: { is: CheckStatus }): ReactNode {
  const [tone, icon] = STATUS[is];
  return (
    <Chip tone={tone} icon={icon}>
      {STATUS_SAYS[is]}
    </Chip>
  );
}

/** When something is due: late is red, within a week amber, later plain text. */
export function Due({ at }: { at: string }): ReactNode {
  return <DueWords {...due(at, useZone(), useNow())} />;
}

/** The same for a calendar day. */
export function DueDay({ on }: { on: string }): ReactNode {
  return <DueWords {...dueDay(on, dayOf(useNow(), useZone()))} />;
}

function DueWords({ says, urgency }: { says: string; urgency: Urgency }): ReactNode {
  if (urgency === "later") return <span className="strong num">{says}</span>;
  return urgency === "late" ? (
    <Chip tone="harm" icon={IconAlertCircle}>
      {says}
    </Chip>
  ) : (
    <Chip tone="soon" icon={IconClockHour4}>
      {says}
    </Chip>
  );
}
