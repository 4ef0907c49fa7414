// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";

/** The heading of a page: what it is, one sentence, and its actions. The announcer moves the focus here. */
export function PageHead({
  title,
  says,
  crumbs,
  actions,
}: {
  title: ReactNode;
  says?: ReactNode;
  crumbs?: ReactNode;
  actions?: ReactNode;
}): ReactNode {
  return (
    <div className="head">
      <div>
        {crumbs === undefined ? null : (
          <nav className="crumbs" aria-label="Where you are">
            {crumbs}
          </nav>
        )}
        <h1 tabIndex={-1}>{title}</h1>
        {says === undefined ? null : <p>{says}</p>}
      </div>
      {actions === undefined ? null : <div className="actions">{actions}</div>}
    </div>
  );
}
