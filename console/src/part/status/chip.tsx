// SPDX-License-Identifier: Apache-2.0
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Glyph } from "../glyph.tsx";

/** What a colour means, not which one it is. */
export type Tone = "proof" | "harm" | "soon" | "act" | "plain" | "open";

/** A word with an icon. Pages use Verdict, Status and Due, which choose the tone; this is what they are made of. */
export function Chip({ tone, icon, children }: { tone: Tone; icon: Icon; children: ReactNode }): ReactNode {
  return (
    <span className="chip" data-tone={tone}>
      <Glyph of={icon} size={14} stroke={2} />
      {children}
    </span>
  );
}

/** A plain word in a frame: "Addressable", "Demonstration data". */
export function Tag({ children }: { children: ReactNode }): ReactNode {
  return (
    <span className="chip tag" data-tone="open">
      {children}
    </span>
  );
}
