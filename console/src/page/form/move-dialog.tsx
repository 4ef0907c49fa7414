// SPDX-License-Identifier: Apache-2.0
// One move: what it does, what it asks for, and why it was refused if it was.
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import { formsQuery, moveSubmission, type Answers, type FormField, type Move, type SubmissionDetail } from "../../api/form.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { HrefButton } from "../../part/link-button.tsx";
import { answerFaults } from "../../part/question/questionnaire.tsx";
import { answersToSend, faultsIn } from "../../part/question/answers.ts";
import { Questions, useFocusOnFault } from "../../part/question/questions.tsx";
import { fieldFault, Faults, problemFrom } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { capital, OWN_PAGE } from "./form-words.tsx";

const NONE: ReadonlyMap<string, string> = new Map();
const REASON_MAX = 2_000;

export type MoveDialogProps = {
  readonly of: SubmissionDetail;
  readonly move: Move;
  /** The questions that it asks. */
  readonly asked: readonly FormField[];
  readonly onClose: () => void;
};

/** Where another answer says which kind of case it is, only those are offered. */
function narrowed(field: FormField, answers: Answers): FormField {
  if (field.type !== "submission" || field.formBy === undefined) return field;
  const forms = field.forms?.filter((form) => form === answers[field.formBy ?? ""]) ?? [];
  return forms.length === 0 ? field : { ...field, forms };
}

export function MoveDialog({ of: submission, move, asked: asks, onClose }: MoveDialogProps): ReactNode {
  const asked = asks.map((field) => narrowed(field, submission.answers));
  const client = useQueryClient();
  const [answers, setAnswers] = useState<Answers>({});
  const [reason, setReason] = useState("");
  const [own, setOwn] = useState(NONE);
  const again = (): Promise<unknown> =>
    Promise.all(
      ["submission", "submissions", "organization", "requirement", "requirements", "members", "session"].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
  const make = useMutation({
    mutationFn: () =>
      moveSubmission(submission, {
        move: move.move,
        ...(move.asksWhy ? { reason: reason.trim() } : {}),
        ...(asked.length === 0 ? {} : { answers: answersToSend(asked, answers) }),
      }),
    onSuccess: async () => {
      await again();
      onClose();
    },
  });
  const faults = useMemo(() => (own.size > 0 ? own : answerFaults(make.error)), [own, make.error]);
  const form = useFocusOnFault(faults);
  const isConflict = make.error !== null && problemFrom(make.error).code === "version_conflict";
  const isLarge = asked.length > 1;
  const forms = useQuery(formsQuery);
  const whole = forms.data?.find(({ name }) => name === submission.form)?.fields ?? [];
  const lacking = whole.filter(({ name }) => faults.has(name) && !asked.some((field) => field.name === name));
  const whyMissing = own.get("/reason") ?? fieldFault(make.error, "/reason");
  const tryMake = (): void => {
    const found = new Map(faultsIn(asked, answers));
    if (move.asksWhy && reason.trim() === "") found.set("/reason", "Say why.");
    setOwn(found);
    if (found.size === 0) make.mutate();
  };
  return (
    <Dialog opened onClose={onClose} title={`${move.says}: ${submission.title}`} size={isLarge ? "lg" : "md"}>
      <form
        ref={form}
        className="stack loose"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!make.isPending) tryMake();
        }}
      >
        <p className="muted">
          {capital(submission.state)} becomes {move.to}, under your name, from now on in the ledger.
        </p>
        <Questions
          fields={asked}
          answers={answers}
          onAnswer={(name, value) => setAnswers((old) => ({ ...old, [name]: value }))}
          faults={faults}
        />
        {move.asksWhy ? (
          <div data-invalid={whyMissing === null ? undefined : ""}>
            <Textarea
              label="Why"
              rows={4}
              maxLength={REASON_MAX}
              value={reason}
              error={whyMissing}
              data-autofocus
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
          </div>
        ) : null}
        {isConflict ? (
          <Notice
            tone="soon"
            title="Somebody changed it meanwhile."
            action={
              <Button size="xs" onClick={() => void again().then(onClose)}>
                Look again
              </Button>
            }
          >
            Nothing was moved. Look at what it says now, then decide.
          </Notice>
        ) : lacking.length > 0 ? (
          <Lacking of={submission} fields={lacking} faults={faults} />
        ) : (
          <Faults error={own.size > 0 ? null : make.error} beside={[...[...faults.keys()].map((name) => `/answers/${name}`), "/reason"]} />
        )}
        <div className="row">
          <Button type="submit" variant="filled" loading={make.isPending}>
            {move.says}
          </Button>
          <Button onClick={onClose}>Not now</Button>
        </div>
      </form>
    </Dialog>
  );
}

type LackingProps = {
  readonly of: SubmissionDetail;
  readonly fields: readonly FormField[];
  readonly faults: ReadonlyMap<string, string>;
};

/** What it lacks before it can go on, said by the questions' own words, and the way to the first of them. */
function Lacking({ of: { id, form, mayAmend }, fields, faults }: LackingProps): ReactNode {
  const href = OWN_PAGE[form] ?? `/submissions/${id}/edit?at=${fields[0]?.name ?? ""}`;
  return (
    <Notice
      tone="harm"
      title={fields.length === 1 ? "One question needs a look first." : `${fields.length} questions need a look first.`}
      action={mayAmend ? <HrefButton href={href}>Amend it</HrefButton> : undefined}
    >
      <ul>
        {fields.map(({ name, label }) => (
          <li key={name}>
            {label}: {faults.get(name)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
