// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from "react";
import type { Answers } from "../../api/form.ts";
import { dropDraft, keepDraft, keptDraft } from "../../session/kept-drafts.ts";
import { useSession } from "../../session/session-context.ts";
import { isSame } from "./answers.ts";

export type Draft = {
  readonly answers: Answers;
  readonly set: (name: string, value: unknown) => void;
  readonly replace: (answers: Answers) => void;
  readonly isDirty: boolean;
  /** What was typed before the session ended is there again. */
  readonly isRestored: boolean;
};

/** Answers being typed. If the session ends under somebody's hands they are kept in memory, and are there again after signing in. */
export function useDraft(place: string, initial: Answers): Draft {
  const { user } = useSession();
  const [restored] = useState(() => keptDraft(place, user.id));
  const [answers, setAnswers] = useState<Answers>(restored ?? initial);
  const names = new Set([...Object.keys(answers), ...Object.keys(initial)]);
  const isDirty = [...names].some((name) => !isSame(answers[name], initial[name]));
  const last = useRef({ answers, isDirty });
  useEffect(() => {
    last.current = { answers, isDirty };
  });
  useEffect(() => {
    dropDraft(place);
    return () => {
      if (last.current.isDirty && window.location.pathname === "/sign-in") keepDraft(place, user.id, last.current.answers);
    };
  }, [place, user.id]);
  const set = useCallback((name: string, value: unknown) => setAnswers((old) => ({ ...old, [name]: value })), []);
  return { answers, set, replace: setAnswers, isDirty, isRestored: restored !== null };
}
