// SPDX-License-Identifier: Apache-2.0
// A test, one question at a time: arrows or digits choose, Enter goes on. Which answers are right the browser does not know.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { coursesQuery, submitAttempt, type Attempt } from "../../api/training.ts";
import { Tick } from "../../part/form/tick.tsx";
import { Panel } from "../../part/panel.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { ResultSection } from "./result-section.tsx";

export type TestProps = { readonly attempt: Attempt; readonly onLeave: () => void; readonly onAgain: () => void };

type Given = Readonly<Record<string, number>>;

export function TestSection({ attempt, onLeave, onAgain }: TestProps): ReactNode {
  const client = useQueryClient();
  const [given, setGiven] = useState<Given>({});
  const [at, setAt] = useState(0);
  const submit = useMutation({
    mutationFn: () => {
      const answers = Object.entries(given).map(([question, answer]) => ({ question, answer }));
      return submitAttempt(attempt.attempt, { answers, statement: attempt.statement as Statement }); // The server gave the one it takes.
    },
    onSuccess: () => client.invalidateQueries({ queryKey: coursesQuery.queryKey }),
  });
  if (submit.data !== undefined) return <ResultSection result={submit.data} title={attempt.title} onLeave={onLeave} onAgain={onAgain} />;
  const question = attempt.questions[at];
  if (question === undefined)
    return (
      <HandIn
        attempt={attempt}
        given={given}
        error={submit.error}
        isPending={submit.isPending}
        onBack={() => setAt(attempt.questions.length - 1)}
        onHandIn={() => submit.mutate()}
      />
    );
  return (
    <Question
      key={question.id}
      question={question}
      place={at}
      of={attempt.questions.length}
      chosen={given[question.id] ?? null}
      onChoose={(answer) => setGiven({ ...given, [question.id]: answer })}
      onNext={() => setAt(at + 1)}
      onBack={at === 0 ? null : () => setAt(at - 1)}
    />
  );
}

type Statement = Parameters<typeof submitAttempt>[1]["statement"];

type QuestionProps = {
  readonly question: Attempt["questions"][number];
  readonly place: number;
  readonly of: number;
  readonly chosen: number | null;
  readonly onChoose: (answer: number) => void;
  readonly onNext: () => void;
  readonly onBack: (() => void) | null;
};

function Question({ question, place, of, chosen, onChoose, onNext, onBack }: QuestionProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const digit = Number(event.key);
    if (!event.ctrlKey && !event.metaKey && !event.altKey && digit >= 1 && digit <= question.answers.length) {
      event.preventDefault();
      event.stopPropagation();
      onChoose(digit - 1);
    }
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Digits are a shorter way to the radio buttons inside.
    <form
      className="test"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null) onNext();
      }}
    >
      <h2 tabIndex={-1} ref={heading}>
        Question {place + 1} of {of}
      </h2>
      <progress className="test-progress" value={place} max={of} aria-label="Questions answered" />
      {question.scenario === null ? null : <p className="quote">{question.scenario}</p>}
      <fieldset className="stack loose">
        <legend className="test-ask">{question.ask}</legend>
        <div className="test-answers">
          {question.answers.map((answer, n) => (
            <Tick key={answer} oneOf={question.id} label={answer} checked={chosen === n} onChecked={() => onChoose(n)} />
          ))}
        </div>
      </fieldset>
      <div className="row">
        {onBack === null ? null : <Button onClick={onBack}>Back</Button>}
        <Button type="submit" variant="filled" {...(chosen === null ? { "aria-disabled": true, title: "Choose an answer first." } : {})}>
          Next
        </Button>
      </div>
      <p className="hint">Arrow keys or 1 to {question.answers.length} choose, Enter goes on. Nothing is sent until you hand it in.</p>
    </form>
  );
}

type HandInProps = {
  readonly attempt: Attempt;
  readonly given: Given;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly onBack: () => void;
  readonly onHandIn: () => void;
};

function HandIn({ attempt, given, error, isPending, onBack, onHandIn }: HandInProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const [confirmed, setConfirmed] = useState(false);
  useEffect(() => heading.current?.focus(), []);
  const answered = Object.keys(given).length;
  return (
    <form
      className="test"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirmed && !isPending) onHandIn();
      }}
    >
      <h2 tabIndex={-1} ref={heading}>
        Hand in
      </h2>
      <progress className="test-progress" value={answered} max={attempt.questions.length} aria-label="Questions answered" />
      <Panel title={`${answered} of ${attempt.questions.length} questions answered`} padded>
        <div className="stack loose">
          <p>{attempt.passMark} per cent right pass. The server scores it, and the result is final.</p>
          <Tick label={attempt.statement} checked={confirmed} onChecked={setConfirmed} />
        </div>
      </Panel>
      <Faults error={error} />
      <div className="row">
        <Button onClick={onBack}>Back</Button>
        <Button
          type="submit"
          variant="filled"
          loading={isPending}
          {...(confirmed ? {} : { "aria-disabled": true, title: "Confirm the sentence first." })}
        >
          {isPending ? "Handing in" : "Hand in"}
        </Button>
      </div>
    </form>
  );
}
