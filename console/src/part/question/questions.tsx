// SPDX-License-Identifier: Apache-2.0
// The questions of a form in their order. Those that hang on an answer stand indented under it, so that a long page has a shape.
import { useEffect, useRef, type ReactNode, type RefObject } from "react";
import type { Answers, FormField } from "../../api/form.ts";
import { isAsked } from "./answers.ts";
import { QuestionInput } from "./question-input.tsx";

export type QuestionsProps = {
  readonly fields: readonly FormField[];
  readonly answers: Answers;
  readonly onAnswer: (name: string, value: unknown) => void;
  /** What is wrong, by field. */
  readonly faults: ReadonlyMap<string, string>;
  /** What may not be changed here. */
  readonly fixed?: ReadonlySet<string>;
};

export function Questions({ fields, answers, onAnswer, faults, fixed }: QuestionsProps): ReactNode {
  const draw = (field: FormField): ReactNode => {
    if (field.isDerived === true || !isAsked(field, answers, fields)) return null;
    const under = fields.filter(({ when }) => when?.field === field.name);
    const shown = under.map(draw).filter((one) => one !== null);
    return (
      <div className="question" key={field.name}>
        <QuestionInput
          field={field}
          value={answers[field.name]}
          onValue={(value) => onAnswer(field.name, value)}
          error={faults.get(field.name) ?? null}
          isFixed={fixed?.has(field.name)}
        />
        {shown.length === 0 ? null : <div className="under">{shown}</div>}
      </div>
    );
  };
  return <>{fields.filter(({ when }) => when === undefined || !fields.some(({ name }) => name === when.field)).map(draw)}</>;
}

/** Moves the focus to the first question that has a fault, each time there are new ones. */
export function useFocusOnFault(faults: ReadonlyMap<string, string>): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (faults.size > 0) form.current?.querySelector<HTMLElement>("[data-invalid] :is(input, select, textarea)")?.focus();
  }, [faults]);
  return form;
}
