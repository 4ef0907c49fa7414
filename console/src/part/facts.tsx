// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";

export type Fact = readonly [label: string, value: ReactNode];

/** Label and value pairs. A value of null, undefined or "" leaves its row out. */
export function Facts({ of }: { of: readonly Fact[] }): ReactNode {
  return (
    <dl className="facts">
      {of
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([label, value]) => (
          <div className="fact" key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
