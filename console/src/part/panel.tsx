// SPDX-License-Identifier: Apache-2.0
import { useId, type ReactNode } from "react";

export type PanelProps = {
  readonly title: string;
  /** Beside the title: a count, or in what order. */
  readonly note?: ReactNode;
  /** At the end of the header: one link or small button. */
  readonly action?: ReactNode;
  readonly footer?: ReactNode;
  /** Before the title; decoration only. */
  readonly mark?: ReactNode;
  /** Padding around the content; off for tables and lines, which reach the border. */
  readonly padded?: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
};

/** A bordered section with its name. */
export function Panel({ title, note, action, footer, mark, padded = false, className, children }: PanelProps): ReactNode {
  const id = useId();
  return (
    <section className={className === undefined ? "panel" : `panel ${className}`} aria-labelledby={id}>
      <header>
        {mark}
        <h2 id={id}>{title}</h2>
        {note === undefined ? null : <span className="muted">{note}</span>}
        {action === undefined ? null : <span className="push row">{action}</span>}
      </header>
      {padded ? <div className="in">{children}</div> : children}
      {footer === undefined ? null : <footer>{footer}</footer>}
    </section>
  );
}
