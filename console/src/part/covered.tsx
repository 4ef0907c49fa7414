// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";

const WIDTHS = ["42%", "58%", "34%", "64%", "48%"];

/** What stands where PHI would. Nothing has been read: the bars are the same for everybody. */
export function Covered({ lines = 3 }: { lines?: number }): ReactNode {
  return (
    <div className="cover" aria-hidden="true">
      {WIDTHS.slice(0, lines).map((width) => (
        <i key={width} style={{ width }} />
      ))}
    </div>
  );
}
