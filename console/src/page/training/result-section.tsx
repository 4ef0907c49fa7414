// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useEffect, useRef, type ReactNode } from "react";
import type { Result } from "../../api/training.ts";
import { Cite } from "../../part/cite.tsx";
import { Panel } from "../../part/panel.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Chip } from "../../part/status/chip.tsx";
import { CertificateLink } from "./training-page.tsx";

export type ResultProps = { readonly result: Result; readonly title: string; readonly onLeave: () => void; readonly onAgain: () => void };

/** What came of a test, and each question with its reason. */
export function ResultSection({ result, title, onLeave, onAgain }: ResultProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { passed, score, passMark, attemptsLeft, completion, certificate, questions } = result;
  return (
    <div className="test">
      <h2 tabIndex={-1} ref={heading}>
        {passed ? "Passed" : "Not passed yet"}: {score} per cent
      </h2>
      {passed ? (
        <Notice
          tone="plain"
          title={`Certificate ${certificate ?? ""}`}
          action={completion === null ? undefined : <CertificateLink completion={completion} of={title} />}
        >
          It is on record, with the exact text of the course.
        </Notice>
      ) : (
        <Notice tone="soon" title={`${passMark} per cent are needed.`}>
          {attemptsLeft === 0
            ? "That was your last attempt. Sit down with your manager or an official: they open the test once more."
            : `You have ${attemptsLeft} ${attemptsLeft === 1 ? "attempt" : "attempts"} left, with other questions.`}
        </Notice>
      )}
      <ol className="stack loose" aria-label="Questions with their reasons">
        {questions.map((question, n) => (
          <li key={question.id}>
            <Answered question={question} place={n + 1} />
          </li>
        ))}
      </ol>
      <div className="row">
        <Button onClick={onLeave} variant={passed ? "filled" : "default"}>
          Back to the lesson
        </Button>
        {passed || attemptsLeft === 0 ? null : (
          <Button variant="filled" onClick={onAgain}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}

function Answered({ question, place }: { question: Result["questions"][number]; place: number }): ReactNode {
  const { scenario, ask, answers, given, right, isRight, because, cite } = question;
  return (
    <Panel
      title={`Question ${place}`}
      padded
      action={
        <Chip tone={isRight ? "plain" : "harm"} icon={isRight ? IconCircleCheck : IconCircleX}>
          {isRight ? "Right" : "Wrong"}
        </Chip>
      }
      footer={<Cite of={cite} />}
    >
      <div className="stack">
        {scenario === null ? null : <p className="muted">{scenario}</p>}
        <p className="strong">{ask}</p>
        <p>
          <span className="muted">Your answer:</span> {given === null ? "none" : answers[given]}
        </p>
        {right === null || right === given ? null : (
          <p>
            <span className="muted">Right:</span> {answers[right]}
          </p>
        )}
        <p className="prose">{because}</p>
      </div>
    </Panel>
  );
}
