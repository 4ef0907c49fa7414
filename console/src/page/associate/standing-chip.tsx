// SPDX-License-Identifier: Apache-2.0
import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconCircleDot, IconClock, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Associate } from "../../api/associate.ts";
import { Chip, type Tone } from "../../part/status/chip.tsx";
import { contractSays, REVIEW_SAYS } from "./associate-words.ts";

const ICON: Readonly<Record<Tone, Icon>> = {
  proof: IconCircleCheck,
  plain: IconCircleCheck,
  harm: IconAlertCircle,
  soon: IconClock,
  act: IconCircleDot,
  open: IconCircleDashed,
};

/** How the contract with a party stands today. */
export function ContractChip({ of }: { of: Pick<Associate, "contract" | "passes"> }): ReactNode {
  const { tone, says } = contractSays(of);
  return (
    <Chip tone={tone} icon={ICON[tone]}>
      {says}
    </Chip>
  );
}

const REVIEW_TONE = { fresh: "plain", overdue: "soon", none: "open", "not-asked": "open" } as const;

/** How its review stands. */
export function ReviewChip({ of: { review } }: { of: Pick<Associate, "review"> }): ReactNode {
  const tone = REVIEW_TONE[review.is];
  return (
    <Chip tone={tone} icon={ICON[tone]}>
      {REVIEW_SAYS[review.is]}
    </Chip>
  );
}
