// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { HrefButton } from "../link-button.tsx";
import { Notice, type NoticeTone } from "./notice.tsx";

export type NextStepProps = {
  readonly tone?: NoticeTone;
  readonly title: string;
  readonly says: ReactNode;
  /** Where it is done; without it there is nothing to press. */
  readonly href?: string | null;
  readonly go?: string;
  /** In place of going somewhere: a button that does it here. */
  readonly action?: ReactNode;
};

/** The one thing to do next in a room, above everything else of it. */
export function NextStep({ tone = "act", title, says, href = null, go = "Go on", action }: NextStepProps): ReactNode {
  const goThere =
    href === null ? null : (
      <HrefButton href={href} filled>
        {go}
      </HrefButton>
    );
  return (
    <Notice tone={tone} title={title} action={action ?? goThere}>
      {says}
    </Notice>
  );
}
