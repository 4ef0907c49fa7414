// SPDX-License-Identifier: Apache-2.0
import { useId, type ReactNode } from "react";

export type TickProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
  /** One of several: the name of its group. A box to tick otherwise. */
  readonly oneOf?: string;
};

/** A box or a round mark with its label; the hint describes it without being part of its name. */
export function Tick({ label, hint, checked, onChecked, oneOf }: TickProps): ReactNode {
  const id = useId();
  return (
    <div className="tick">
      <input
        id={id}
        type={oneOf === undefined ? "checkbox" : "radio"}
        name={oneOf}
        checked={checked}
        onChange={(event) => onChecked(event.currentTarget.checked)}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
