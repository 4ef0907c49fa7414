// SPDX-License-Identifier: Apache-2.0
import { useId, type ReactNode } from "react";
import { Tick } from "./tick.tsx";

export type TickChoice = { readonly value: string; readonly label: string; readonly hint?: string };
export type TickListProps = {
  readonly legend: string;
  readonly hint?: string;
  readonly choices: readonly TickChoice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly error?: string | null;
};

/** Several of a few, each with a sentence. */
export function TickList({ legend, hint, choices, chosen, onChange, error = null }: TickListProps): ReactNode {
  const id = useId();
  const toggle = (value: string, on: boolean): void => onChange(on ? [...chosen, value] : chosen.filter((other) => other !== value));
  return (
    <fieldset className="field" aria-describedby={error === null ? undefined : id}>
      <legend className="label">{legend}</legend>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      <div className="ticks">
        {choices.map(({ value, label, hint: says }) => (
          <Tick key={value} label={label} hint={says} checked={chosen.includes(value)} onChecked={(on) => toggle(value, on)} />
        ))}
      </div>
      {error === null ? null : (
        <p className="field-error" id={id} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
