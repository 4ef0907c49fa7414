// SPDX-License-Identifier: Apache-2.0
// As many rows as there are: people of a plan, residents of each state. One is added at a time, and any can be taken out.
import { ActionIcon, Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useRef, type ReactNode } from "react";
import type { FieldOf } from "../../api/form.ts";
import { Glyph } from "../glyph.tsx";
import { faultsIn, rowsIn } from "./answers.ts";
import type { InputProps } from "./question-input.tsx";

/** How one question of a row is drawn: by who draws the row's own question, so that neither file needs the other. */
type Draw = (props: Omit<InputProps, "shared">) => ReactNode;

type Props = InputProps & { readonly field: FieldOf<"rows">; readonly question: Draw };

export function RowsInput({ field, value, onValue, error, shared, question: Question }: Props): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  const rows = rowsIn(value);
  const add = (): void => {
    onValue([...rows, {}]);
    // The new row is drawn first; then its first question has the focus.
    requestAnimationFrame(() => list.current?.lastElementChild?.querySelector<HTMLElement>("input, select, textarea")?.focus());
  };
  return (
    <fieldset className="field rows">
      <legend className="label">{shared.label}</legend>
      {shared.description === undefined ? null : <p className="hint">{shared.description}</p>}
      <ol ref={list}>
        {rows.map((row, n) => {
          const faults = error === null ? null : faultsIn(field.columns, row);
          return (
            // Rows have no names of their own.
            <li key={n}>
              <fieldset>
                <legend className="sr">{`Row ${n + 1}`}</legend>
                <div className="row-questions">
                  {field.columns.map((column) => (
                    <Question
                      key={column.name}
                      field={column}
                      isCompact
                      value={row[column.name]}
                      error={faults?.get(column.name) ?? null}
                      onValue={(next) => onValue(rows.with(n, { ...row, [column.name]: next }))}
                    />
                  ))}
                  <ActionIcon
                    aria-label={`Take row ${n + 1} out`}
                    title="Take it out"
                    onClick={() => onValue(rows.length === 1 ? undefined : rows.toSpliced(n, 1))}
                  >
                    <Glyph of={IconTrash} />
                  </ActionIcon>
                </div>
              </fieldset>
            </li>
          );
        })}
      </ol>
      {rows.length >= field.rowsMax ? (
        <p className="hint">{`${field.rowsMax} at most.`}</p>
      ) : (
        <div>
          <Button size="xs" onClick={add}>
            {field.add}
          </Button>
        </div>
      )}
      {error === null ? null : (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
