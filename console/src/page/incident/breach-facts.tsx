// SPDX-License-Identifier: Apache-2.0
// The facts that clocks and notices are made from, in the words of the form.
import type { ReactNode } from "react";
import type { FormKind } from "../../api/form.ts";
import type { BreachDetail } from "../../api/incident.ts";
import { Panel } from "../../part/panel.tsx";
import { AnswerValue } from "../../part/question/answer-value.tsx";
import { isAsked, isEmpty } from "../../part/question/answers.ts";

const ELSEWHERE = /^(what|incident|nature|who|viewed|mitigated)(Is)?$|^(exclusion|conclusion)$/;

export function BreachFacts({ of: { answers }, form }: { of: BreachDetail["assessment"]; form: FormKind }): ReactNode {
  const shown = form.fields
    .filter(({ name }) => !ELSEWHERE.test(name))
    .filter((field) => isAsked(field, answers, form.fields) && !isEmpty(answers[field.name]));
  return (
    <Panel title="Facts" padded>
      <dl className="answers">
        {shown.map((field) => (
          <div key={field.name}>
            <dt>{field.label}</dt>
            <dd>
              <AnswerValue field={field} value={answers[field.name]} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
