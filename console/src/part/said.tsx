// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";

/** A sentence of the server's; what stands between backticks is to be typed as it is. */
export function Said({ text }: { text: string }): ReactNode {
  return text.split("`").map((part, n) => (n % 2 === 1 ? <code key={n}>{part}</code> : part));
}
