// SPDX-License-Identifier: Apache-2.0
import { useId, type ReactNode } from "react";
import { Tick } from "./tick.tsx";

export type TickChoice<Value extends string> = { readonly value: Value; readonly label: string; readonly hint?: string };
export type TickListProps<Value extends string> = {
  readonly legend: string;
  readonly hint?: string;
  readonly choices: readonly TickChoice<Value>[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: readonly Value[]) => void;
  readonly error?: string | null;
};

/** Several of a few, each with a sentence. */
export function TickList<Value extends string>({ legend, hint, choices, chosen, onChange, error = null }: TickListProps<Value>): ReactNode {
  const id = useId();
  const toggle = (value: Value, on: boolean): void => onChange(on ? [...chosen, value] : chosen.filter((other) => other !== value));
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
