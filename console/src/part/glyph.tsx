// SPDX-License-Identifier: Apache-2.0
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** An icon beside a word: 16 px, never alone in meaning, so screen readers skip it. */
export function Glyph({ of: Drawing, size = 16, stroke = 1.75 }: { of: Icon; size?: number; stroke?: number }): ReactNode {
  return <Drawing className="icon" size={size} stroke={stroke} aria-hidden focusable={false} style={{ width: size, height: size }} />;
}
