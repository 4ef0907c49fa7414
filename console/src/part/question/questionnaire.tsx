// SPDX-License-Identifier: Apache-2.0
// A form that is being filled in: its questions, what is wrong with them, and its buttons. What was typed stays, whatever happens.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useRef, useState, type ReactNode } from "react";
import type { Answers, FormField } from "../../api/form.ts";
import { UnsavedGuard } from "../form/unsaved-guard.tsx";
import { Faults, problemFrom } from "../say/faults.tsx";
import { Notice } from "../say/notice.tsx";
import { answersToSend, faultsIn } from "./answers.ts";
import { Questions, useFocusOnFault } from "./questions.tsx";
import type { Draft } from "./use-draft.ts";

export type QuestionnaireProps<Saved> = {
  readonly draft: Draft;
  readonly fields: readonly FormField[];
  readonly fixed?: ReadonlySet<string>;
  /** What is marked from the start: what a move asked for and sent somebody here. */
  readonly marked?: ReadonlyMap<string, string>;
  readonly verb: string;
  readonly doing: string;
  /** The button that saves unfinished answers, where they may be unfinished. */
  readonly laterVerb?: string;
  /** Why it cannot be sent yet; said by the button. */
  readonly notYet?: string | undefined;
  /** Saves; `isWhole` unless it is to be finished later. Undefined: nothing was saved, and something else is shown. */
  readonly save: (answers: Answers, isWhole: boolean) => Promise<Saved | undefined>;
  readonly onSaved: (saved: Saved, isWhole: boolean) => void;
  /** More buttons, at the end. */
  readonly children?: ReactNode;
};

const AT = "/answers/";
const NONE: ReadonlyMap<string, string> = new Map();

/** What the server said of each answer. */
export function answerFaults(error: unknown): ReadonlyMap<string, string> {
  if (error === null || error === undefined) return NONE;
  const fields = problemFrom(error).fields.filter(({ at }) => at.startsWith(AT));
  return new Map(fields.map(({ at, says }) => [at.slice(AT.length).split("/")[0] ?? "", says]));
}

export function Questionnaire<Saved>(props: QuestionnaireProps<Saved>): ReactNode {
  const { draft, fields, fixed, marked = NONE, verb, doing, laterVerb, notYet, save, onSaved, children } = props;
  const isSaved = useRef(false);
  const [own, setOwn] = useState(marked);
  const send = useMutation({
    mutationFn: async (isWhole: boolean) => {
      const saved = await save(answersToSend(fields, draft.answers), isWhole);
      isSaved.current = saved !== undefined;
      return saved;
    },
    onSuccess: (saved, isWhole) => (saved === undefined ? undefined : onSaved(saved, isWhole)),
  });
  const faults = useMemo(() => (own.size > 0 ? own : answerFaults(send.error)), [own, send.error]);
  const form = useFocusOnFault(faults);
  const trySend = (isWhole: boolean): void => {
    if (send.isPending || notYet !== undefined) return;
    const found = isWhole ? faultsIn(fields, draft.answers) : NONE;
    setOwn(found);
    send.reset();
    if (found.size === 0) send.mutate(isWhole);
  };
  return (
    <form
      ref={form}
      className="questions"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        trySend(true);
      }}
    >
      <UnsavedGuard isDirty={draft.isDirty} mayLeave={() => isSaved.current} />
      {draft.isRestored ? (
        <Notice tone="act" title="What you had typed is here again.">
          The session ended before it was saved.
        </Notice>
      ) : null}
      <Questions fields={fields} answers={draft.answers} onAnswer={draft.set} faults={faults} {...(fixed === undefined ? {} : { fixed })} />
      {own.size > 0 ? (
        <Notice tone="harm" title={own.size === 1 ? "One question needs a look." : `${own.size} questions need a look.`}>
          They are marked above.
        </Notice>
      ) : (
        <Faults error={send.error} beside={[...faults.keys()].map((name) => `${AT}${name}`)} />
      )}
      <div className="row wrap">
        <Button
          type="submit"
          variant="filled"
          loading={send.isPending}
          {...(notYet === undefined ? {} : { "aria-disabled": true, title: notYet })}
        >
          {send.isPending ? doing : verb}
        </Button>
        {laterVerb === undefined ? null : <Button onClick={() => trySend(false)}>{laterVerb}</Button>}
        {children}
      </div>
    </form>
  );
}
