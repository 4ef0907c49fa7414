// SPDX-License-Identifier: Apache-2.0
// Fixed points, each answered by itself: what a contract says, provision by provision.
import { TextInput } from "@mantine/core";
import { useId, type ReactNode } from "react";
import type { FieldOf } from "../../api/form.ts";
import { Tick } from "../form/tick.tsx";
import { isEmpty, pointsIn, type Point } from "./answers.ts";
import type { InputProps } from "./question-input.tsx";

type Props = InputProps & { readonly field: FieldOf<"points"> };

export function PointsInput({ field, value, onValue, error, shared }: Props): ReactNode {
  const id = useId();
  const said = pointsIn(value);
  const left = field.points.filter((point) => said[point.value] === undefined).length;
  const set = (point: string, answer: Point): void => onValue({ ...said, [point]: answer });
  return (
    <fieldset className="field points">
      <legend className="label">{shared.label}</legend>
      <p className="hint">
        {shared.description === undefined ? null : <>{shared.description} </>}
        {left === 0 ? "All are answered." : `${left} of ${field.points.length} to answer.`}
      </p>
      <ol>
        {field.points.map((point) => (
          <li key={point.value}>
            <fieldset className="point" data-invalid={error !== null && isOpen(field, said[point.value]) ? "" : undefined}>
              <legend>
                {point.label}
                {point.help === undefined ? null : <span className="small muted"> {point.help}</span>}
              </legend>
              <div className="ticks in-row">
                {field.choices.map((choice) => (
                  <Tick
                    key={choice.value}
                    label={choice.label}
                    oneOf={`${id}-${point.value}`}
                    checked={said[point.value]?.is === choice.value}
                    onChecked={() => set(point.value, { ...said[point.value], is: choice.value })}
                  />
                ))}
              </div>
              {said[point.value] === undefined ? null : (
                <TextInput
                  aria-label={`${field.noteLabel}: ${point.label}`}
                  placeholder={`${field.noteLabel}${field.noteWhen.includes(said[point.value]?.is ?? "") ? "" : " (optional)"}`}
                  value={said[point.value]?.note ?? ""}
                  maxLength={2000}
                  autoComplete="off"
                  onChange={({ currentTarget }) =>
                    set(point.value, {
                      is: said[point.value]?.is ?? "",
                      ...(currentTarget.value === "" ? {} : { note: currentTarget.value }),
                    })
                  }
                />
              )}
            </fieldset>
          </li>
        ))}
      </ol>
      {error === null ? null : (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

const isOpen = ({ noteWhen }: FieldOf<"points">, point: Point | undefined): boolean =>
  point === undefined || (noteWhen.includes(point.is) && isEmpty(point.note));
