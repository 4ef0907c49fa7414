// SPDX-License-Identifier: Apache-2.0
// The decision: what is concluded, what still stands in the way, and the moves that this person may make.
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { FormKind, Move } from "../../api/form.ts";
import type { BreachDetail } from "../../api/incident.ts";
import { Panel } from "../../part/panel.tsx";
import { faultsIn } from "../../part/question/answers.ts";
import { StateChip } from "../../part/status/state-chip.tsx";
import { CONCLUSION_SAYS, EXCEPTIONS } from "./incident-words.ts";

type Assessment = BreachDetail["assessment"];
type Props = { readonly of: Assessment; readonly form: FormKind; readonly onMove: (move: Move) => void };

export function BreachDecision({ of: assessment, form, onMove }: Props): ReactNode {
  const { answers, moves, state } = assessment;
  const open = state === "presumed" ? [...faultsIn(form.fields, answers).keys()] : [];
  const labels = open.flatMap((name) => form.fields.find((field) => field.name === name)?.label ?? []);
  const conclusion = String(answers["conclusion"] ?? "");
  return (
    <>
      <Panel title="Exceptions" note="164.402(1)">
        <ul className="lines">
          {EXCEPTIONS.map(([value, says]) => (
            <li key={value} className="row">
              <span>{says}</span>
              <span className="push muted">
                {answers["exclusion"] === undefined ? "Not looked at" : answers["exclusion"] === value ? "Yes" : "No"}
              </span>
            </li>
          ))}
          <li className="row">
            <span>Secured: encrypted, its key apart and safe</span>
            <span className="push muted">
              {answers["unsecured"] === undefined ? "Not looked at" : answers["unsecured"] === "no" ? "Yes" : "No"}
            </span>
          </li>
        </ul>
      </Panel>
      <Panel title="Decision" action={<StateChip is={state} />} padded>
        <div className="stack loose">
          <p>
            {conclusion === "" ? "No conclusion yet." : `${CONCLUSION_SAYS[conclusion] ?? conclusion}.`}{" "}
            {state === "presumed" || state === "submitted" ? "Until it is decided, every clock runs as for a breach." : null}
          </p>
          {labels.length === 0 ? null : <p className="hint">Still open: {labels.join("; ")}.</p>}
          <div className="row wrap no-print">
            {moves.map((move, n) => (
              <span key={move.move} className="stack">
                <Button
                  variant={n === 0 ? "filled" : "default"}
                  {...(move.closed === null && (move.move !== "submit" || labels.length === 0)
                    ? {}
                    : { "aria-disabled": true, "aria-describedby": `why-${move.move}` })}
                  onClick={() => (move.closed === null && (move.move !== "submit" || labels.length === 0) ? onMove(move) : undefined)}
                >
                  {move.says}
                </Button>
                {move.closed === null && (move.move !== "submit" || labels.length === 0) ? null : (
                  <span className="hint" id={`why-${move.move}`}>
                    {move.closed ?? "Not before the questions above are answered."}
                  </span>
                )}
              </span>
            ))}
          </div>
        </div>
      </Panel>
    </>
  );
}
