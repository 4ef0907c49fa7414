// SPDX-License-Identifier: Apache-2.0
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Glyph } from "../glyph.tsx";

export type NoticeTone = "harm" | "soon" | "act" | "plain";

const ICON: Readonly<Record<NoticeTone, Icon>> = {
  harm: IconAlertCircle,
  soon: IconAlertTriangle,
  act: IconInfoCircle,
  plain: IconCircleCheck,
};

/** A message beside what it is about. Harm interrupts a screen reader; the rest waits its turn. */
export function Notice({
  tone,
  title,
  action,
  children,
}: {
  tone: NoticeTone;
  title: string;
  action?: ReactNode;
  children?: ReactNode;
}): ReactNode {
  return (
    <div className="notice" data-tone={tone} role={tone === "harm" ? "alert" : "status"}>
      <Glyph of={ICON[tone]} />
      <div className="stack">
        <strong>{title}</strong>
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}
