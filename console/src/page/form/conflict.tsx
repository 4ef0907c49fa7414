// SPDX-License-Identifier: Apache-2.0
// Two people changed the same: theirs beside yours, question by question. What only they changed is taken over, and shown.
import { Button } from "@mantine/core";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Answers, FormField, SubmissionDetail } from "../../api/form.ts";
import { Panel } from "../../part/panel.tsx";
import { answersToEdit, type Merged } from "../../part/question/answers.ts";
import { AnswerValue } from "../../part/question/answer-value.tsx";
import { Tick } from "../../part/form/tick.tsx";
import { When } from "../../part/when.tsx";

export type ConflictProps = {
  readonly fields: readonly FormField[];
  readonly met: { readonly merged: Merged; readonly base: Answers; readonly theirs: SubmissionDetail };
  readonly mine: Answers;
  readonly onChoose: (answers: Answers) => void;
};

export function Conflict({ fields, met: { merged, base, theirs }, mine, onChoose }: ConflictProps): ReactNode {
  const [chosen, setChosen] = useState<Readonly<Record<string, "theirs" | "mine">>>({});
  const last = theirs.history.at(-1);
  const seen = useRef<HTMLDivElement>(null);
  useEffect(() => seen.current?.focus(), []); // Whoever pressed "Save" is a long way below.
  const who = last?.byName ?? "Somebody";
  const their = answersToEdit(fields, theirs.answers);
  const asked = fields.filter(({ name }) => merged.conflicts.includes(name));
  const taken = fields.filter(({ name }) => merged.taken.includes(name));
  const isWhole = asked.every(({ name }) => chosen[name] !== undefined);
  const use = (): void =>
    onChoose(Object.fromEntries(asked.map(({ name }) => [name, chosen[name] === "theirs" ? their[name] : mine[name]])));
  return (
    <div role="alert" className="conflict" ref={seen} tabIndex={-1}>
      <Panel title={`${who} saved a change meanwhile`} note={last === undefined ? undefined : <When at={last.at} as="moment" />} padded>
        <div className="stack loose">
          <p>
            {asked.length === 0
              ? "Nothing you typed is lost. Look it over below, and save again."
              : "You both changed the following. Choose which stands; nothing you typed elsewhere is lost."}
          </p>
          {asked.map((field) => (
            <fieldset key={field.name} className="versus">
              <legend className="label">{field.label}</legend>
              {(["theirs", "mine"] as const).map((side) => (
                <div key={side}>
                  <Tick
                    label={side === "theirs" ? `${who}’s` : "Yours"}
                    oneOf={`versus-${field.name}`}
                    checked={chosen[field.name] === side}
                    onChecked={() => setChosen({ ...chosen, [field.name]: side })}
                  />
                  <div className="quote">
                    <AnswerValue field={field} value={(side === "theirs" ? their : mine)[field.name]} />
                  </div>
                </div>
              ))}
            </fieldset>
          ))}
          {asked.length === 0 ? null : (
            <div>
              <Button
                aria-disabled={!isWhole}
                title={isWhole ? undefined : "Choose one of each pair."}
                onClick={() => (isWhole ? use() : undefined)}
              >
                Use what I chose
              </Button>
            </div>
          )}
          {taken.length === 0 ? null : (
            <div className="stack">
              <p className="muted">Changed by {who} alone, and taken over:</p>
              <dl className="answers">
                {taken.map((field) => (
                  <div key={field.name}>
                    <dt>{field.label}</dt>
                    <dd>
                      <del>
                        <AnswerValue field={field} value={base[field.name]} />
                      </del>{" "}
                      <ins>
                        <AnswerValue field={field} value={their[field.name]} />
                      </ins>
                    </dd>
                  </div>
                ))}
              </dl>
            </div>
          )}
        </div>
      </Panel>
    </div>
  );
}
